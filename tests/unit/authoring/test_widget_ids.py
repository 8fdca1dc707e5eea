"""Ids of widget models."""

from collections.abc import Callable
from typing import Any

from labkit.authoring.notebook import Notebook
from labkit.authoring.widget_ids import STATE, VIEW, settle_widget_ids

Make = Callable[..., Any]


def test_two_runs_give_the_same_ids_and_keep_their_references(
    notebook: Make, code: Make, shown: Make
) -> None:
    def run(box: str, button: str) -> Notebook:
        state = {button: {"model_name": "Button"}, box: {"children": [f"IPY_MODEL_{button}"]}}
        made: Notebook = notebook(
            code("show()", shown(VIEW, {"model_id": box})), widgets={STATE: {"state": state}}
        )
        settle_widget_ids(made)
        return made

    first, second = run("a" * 32, "b" * 32), run("c" * 32, "d" * 32)
    assert first == second
    state = first["metadata"]["widgets"][STATE]["state"]
    button, box = state
    assert state[box]["children"] == [f"IPY_MODEL_{button}"]
    assert first["cells"][0]["outputs"][0]["data"][VIEW]["model_id"] == box
