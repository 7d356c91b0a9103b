"""A definition as text that works where it is pasted, and holds no key."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder_app.definition.formats import as_curl, as_json_text, as_python
from builder_app.definition.model import Definition

KEY = "sk-not-for-any-file"
HARD = Definition(
    'Kim\'s "leads" $HOME `id`',
    "é 漢 \\ ' ''",
    {"blocks": [{"specs": {"sql": "name = 'O''Neil'\n\\n", "none": None}}], "edges": []},
)


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIXTYFOUR_API_KEY", KEY)


def test_no_format_ever_holds_the_key() -> None:
    assert all(KEY not in form(HARD) for form in (as_json_text, as_curl, as_python))


def test_json_is_the_body_that_publishing_sends() -> None:
    assert json.loads(as_json_text(HARD)) == HARD.body()


def test_a_shell_hands_curl_the_exact_body(tmp_path: Path) -> None:
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("there is no shell here")
    script = 'curl() { for last; do :; done; printf %s "$last"; }\n' + as_curl(HARD)
    answer = subprocess.run([shell, "-c", script], capture_output=True, check=True, cwd=tmp_path)
    assert json.loads(answer.stdout.decode()) == HARD.body()


def test_python_sends_the_exact_body(tmp_path: Path) -> None:
    stand_in = (
        "import json\n\nclass Answer:\n    def raise_for_status(self): pass\n"
        "    def json(self): return {'id': 'w'}\n\n"
        "def post(url, headers, json, timeout):\n"
        "    import json as j\n    print(j.dumps(json))\n    return Answer()\n"
    )
    (tmp_path / "httpx.py").write_text(stand_in, encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(as_python(HARD), encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, str(program)], capture_output=True, check=True, cwd=tmp_path
    )
    assert json.loads(answer.stdout.splitlines()[0]) == HARD.body()
