"""The notice tells a generated exercise from an edited one."""

from collections.abc import Callable
from typing import Any

import pytest

from labkit.authoring.notebook import Notebook
from labkit.authoring.notice import add_notice, is_untouched

Make = Callable[..., Any]


@pytest.fixture
def generated(notebook: Make, code: Make, text: Make) -> Notebook:
    made: Notebook = notebook(code("a"), text("b"))
    add_notice(made, "solutions/x.ipynb")
    return made


def test_the_notice_names_the_source(generated: Notebook) -> None:
    assert "solutions/x.ipynb" in generated["metadata"]["labkit"]["generated"]


def test_running_the_cells_leaves_it_untouched(generated: Notebook) -> None:
    generated["cells"][0]["execution_count"] = 5
    assert is_untouched(generated)


def test_an_edit_or_a_new_cell_is_seen(generated: Notebook, code: Make) -> None:
    generated["cells"].append(code("mine"))
    assert not is_untouched(generated)


def test_a_notebook_without_notice_counts_as_somebodys_own(notebook: Make) -> None:
    assert not is_untouched(notebook())
