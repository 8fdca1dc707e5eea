"""What a run left is cleared."""

from collections.abc import Callable
from typing import Any

from labkit.authoring.clearing import clear_outputs, clear_view_state
from labkit.authoring.notebook import Cell


def test_outputs_and_numbers_go(
    code: Callable[..., Cell], printed: Callable[[str], dict[str, Any]]
) -> None:
    cell = code("print(1)", printed("1\n"))
    clear_outputs(cell)
    assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_timings_and_folds_go_and_tags_stay(code: Callable[..., Cell]) -> None:
    cell = code("a", tags=["kept"], execution={"iopub.status.busy": "now"}, collapsed=True)
    clear_view_state(cell)
    assert cell["metadata"] == {"tags": ["kept"]}
