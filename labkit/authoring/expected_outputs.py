"""Exercises that prove themselves: one cell's stored output says what must come out in the end.

Such an exercise passes ``pytest --nbval`` exactly when the learner's work makes that output come
true. What the other cells show is then the learner's own business, and is not compared.
"""

from labkit.authoring.clearing import EXPECTED
from labkit.authoring.notebook import Notebook, is_code, tags

IGNORED = "nbval-ignore-output"


def compare_expected_only(notebook: Notebook) -> None:
    """Where a cell has an expected output, tell nbval to compare no other one."""
    code = [cell for cell in notebook["cells"] if is_code(cell)]
    if not any(EXPECTED in tags(cell) for cell in code):
        return
    for cell in code:
        if not {EXPECTED, IGNORED, "nbval-skip"} & set(tags(cell)):
            cell["metadata"]["tags"] = [*tags(cell), IGNORED]
