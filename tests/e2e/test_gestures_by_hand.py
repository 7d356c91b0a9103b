"""Gestures that a real mouse does otherwise than synthetic events: one start, many gestures."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from builder_app.storage.project_file import Project, ViewState, write_project
from builder_app.workflow.geometry import Point
from builder_app.workflow.parts import Block, BlockId, Edge, EdgeId
from builder_app.workflow.snapshot import Snapshot
from tests.e2e.desktop import Desktop, desktop, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]
_PLACES = {
    "webhook": Point(0, 0),
    "find_email": Point(300, 0),
    "filter": Point(0, 200),
    "append_to_notebook": Point(300, 200),
}
_REFUSED = [
    ("filter", "out", "filter", "middle", "itself"),
    ("filter", "in", "filter", "out", "itself"),
    ("webhook", "out", "find_email", "in", "linked already"),
    ("find_email", "in", "webhook", "out", "linked already"),
    ("filter", "out", "find_email", "in", "loop"),
    ("find_email", "in", "filter", "out", "loop"),
    ("filter", "out", "webhook", "middle", "starts"),
    ("filter", "in", "append_to_notebook", "middle", "ends"),
]


@contextmanager
def drawing(tmp_path: Path) -> Iterator[Desktop]:
    """Show four blocks at 100 % in a real window."""
    blocks = tuple(Block(BlockId(kind), kind) for kind in _PLACES)
    pairs = (("webhook", "find_email"), ("find_email", "filter"))
    edges = tuple(Edge(EdgeId(a + b), BlockId(a), BlockId(b)) for a, b in pairs)
    positions = {BlockId(kind): place for kind, place in _PLACES.items()}
    snapshot = Snapshot(name="Drawing", blocks=blocks, edges=edges, positions=positions)
    path = tmp_path / "drawing.wfb"
    write_project(Project(snapshot, view=ViewState(262, 150, 1.0)), path)
    with desktop(tmp_path, {}) as screen:
        screen.start(str(path))
        wait_until(lambda: len(screen.seen().get("blocks", {})) == 4, "the drawing")
        wait_until(lambda: screen.seen()["look"] == [262, 150, 1.0], "the view")
        try:
            yield screen
        finally:
            screen.screenshot("gestures")


def test_gestures_in_a_real_window(tmp_path: Path) -> None:
    with drawing(tmp_path) as screen:
        gesture_001_middle_drag_pans(screen)
        gesture_004_the_wheel_zooms_about_the_cursor(screen)
        gesture_052_a_marquee_selects(screen)
        gesture_021_a_palette_drag_has_a_ghost_drops_and_is_given_up(screen)
        esc_gives_up_a_move(screen)
        gesture_038_refused_links_say_why_while_dragging(screen)
        gesture_032_a_link_by_drag(screen)


def gesture_001_middle_drag_pans(screen: Desktop) -> None:
    x, y, _ = screen.seen()["look"]
    empty = paper(screen)
    screen.drag(empty, (empty[0] + 60, empty[1] - 36), button=2)
    wait_until(lambda: looks_at(screen, (x - 60, y + 36)), "the moved paper")
    screen.drag(empty, (empty[0] - 60, empty[1] + 36), button=2)
    wait_until(lambda: looks_at(screen, (x, y)), "the paper moved back")


def gesture_004_the_wheel_zooms_about_the_cursor(screen: Desktop) -> None:
    at = screen.seen()["blocks"]["find_email"]["middle"]
    screen.do("mousemove", *at)
    before = wait_until(lambda: near(screen, (412, 29), 1.0), "the mouse")
    for button, zoom in ((4, 1.2), (4, 1.44), (5, 1.2), (5, 1.0)):
        screen.do("click", button)
        wait_until(partial(is_zoomed, screen, zoom), f"zoom {zoom}")
        assert near(screen, before, 1.0), "the point under the cursor stays"


def gesture_052_a_marquee_selects(screen: Desktop) -> None:
    blocks = screen.seen()["blocks"]
    start = (blocks["webhook"]["in"][0] - 30, blocks["webhook"]["in"][1] - 60)
    screen.drag(start, blocks["filter"]["middle"])
    wait_until(lambda: screen.seen()["selected"] == ["filter", "webhook"], "two selected")
    screen.key("Escape")
    wait_until(lambda: not screen.seen()["selected"], "nothing selected")


def gesture_021_a_palette_drag_has_a_ghost_drops_and_is_given_up(screen: Desktop) -> None:
    row, at = screen.place("row:Find phone"), paper(screen)
    screen.hold(row, at)
    # a card of 224 × 58 with a margin of 10 on each side
    wait_until(lambda: [244, 78] in screen.seen()["windows"], "the ghost")
    screen.key("Escape")
    screen.release()
    wait_until(lambda: [244, 78] not in screen.seen()["windows"], "no ghost")
    assert "find_phone" not in screen.seen()["blocks"]
    screen.drag(row, at)
    added = wait_until(lambda: screen.seen()["blocks"].get("find_phone"), "the new block")
    assert distance(added["middle"], at) <= 1
    screen.key("ctrl+z")
    wait_until(lambda: "find_phone" not in screen.seen()["blocks"], "the block undone")


def esc_gives_up_a_move(screen: Desktop) -> None:
    start = screen.seen()["blocks"]["webhook"]["middle"]
    screen.hold(start, (start[0] + 80, start[1] + 50))
    screen.key("Escape")
    screen.release()
    screen.drag(start, (start[0] + 24, start[1] + 12))
    wait_until(lambda: screen.seen()["places_of"]["webhook"] == [24, 12], "only the second move")
    screen.key("ctrl+z")
    wait_until(lambda: screen.seen()["places_of"]["webhook"] == [0, 0], "the move undone")


def gesture_038_refused_links_say_why_while_dragging(screen: Desktop) -> None:
    for from_kind, from_place, to_kind, to_place, words in _REFUSED:
        blocks = screen.seen()["blocks"]
        screen.hold(blocks[from_kind][from_place], blocks[to_kind][to_place])
        wait_until(partial(bubble, screen, words), f"{from_kind} to {to_kind}: {words}")
        screen.release()
        wait_until(lambda: not bubble(screen, ""), "no bubble")
        assert screen.seen()["edges"] == 2


def gesture_032_a_link_by_drag(screen: Desktop) -> None:
    blocks = screen.seen()["blocks"]
    output, taken = blocks["filter"]["out"], blocks["append_to_notebook"]["in"]
    screen.drag(output, taken)
    wait_until(lambda: screen.seen()["edges"] == 3, "the link")
    screen.key("ctrl+z")
    wait_until(lambda: screen.seen()["edges"] == 2, "the link undone")
    screen.drag(taken, output)
    wait_until(lambda: screen.seen()["edges"] == 3, "the link drawn backwards")


def looks_at(screen: Desktop, middle: tuple[float, float]) -> bool:
    return distance(screen.seen()["look"], middle) <= 1


def paper(screen: Desktop) -> tuple[int, int]:
    """Return a place on the canvas where nothing is."""
    x, y = screen.seen()["blocks"]["append_to_notebook"]["middle"]
    return (x, y + 180)


def is_zoomed(screen: Desktop, zoom: float) -> bool:
    return abs(float(screen.seen()["zoom"]) - zoom) < 1e-6


def near(screen: Desktop, point: Any, reach: float) -> Any:
    under = screen.seen()["under"]
    return under if distance(under, point) <= reach else None


def distance(one: Any, other: Any) -> float:
    return max(abs(float(one[at] - other[at])) for at in (0, 1))


def bubble(screen: Desktop, words: str) -> bool:
    said = str(screen.seen()["bubble"])
    return bool(said) and words in said
