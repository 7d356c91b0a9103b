"""A definition as text to take elsewhere. The key is never in it, only its variable."""

import json
import shlex

from builder_app.definition.model import Definition

_PATH = "/workflows/create_workflow"
_DEFAULT_ENDPOINT = "https://api.sixtyfour.ai"


def as_json_text(definition: Definition) -> str:
    """Return the body of create_workflow as indented JSON."""
    return json.dumps(definition.body(), indent=2, ensure_ascii=False) + "\n"


def as_curl(definition: Definition) -> str:
    """Return a cURL command; the shell puts in ``$SIXTYFOUR_API_KEY``."""
    body = shlex.quote(json.dumps(definition.body(), ensure_ascii=False))
    return (
        f'curl -X POST "${{SIXTYFOUR_API_ENDPOINT:-{_DEFAULT_ENDPOINT}}}{_PATH}" \\\n'
        '  -H "x-api-key: $SIXTYFOUR_API_KEY" \\\n'
        '  -H "Content-Type: application/json" \\\n'
        f"  --data {body}\n"
    )


def as_python(definition: Definition) -> str:
    """Return a small Python program that needs httpx; the key comes from the environment."""
    text = json.dumps(definition.body(), indent=2, ensure_ascii=True)
    return (
        "import json\nimport os\n\nimport httpx\n\n"
        f"BODY = json.loads({text!r})\n\n"
        f'endpoint = os.environ.get("SIXTYFOUR_API_ENDPOINT", "{_DEFAULT_ENDPOINT}")\n'
        "answer = httpx.post(\n"
        f'    endpoint + "{_PATH}",\n'
        '    headers={"x-api-key": os.environ["SIXTYFOUR_API_KEY"]},\n'
        "    json=BODY,\n    timeout=60,\n)\n"
        'answer.raise_for_status()\nprint(answer.json()["id"])\n'
    )
