"""Metadata does not depend on who saved the notebook."""

from collections.abc import Callable

from labkit.authoring.notebook import Notebook
from labkit.authoring.notebook_metadata import settle_metadata


def test_kernel_and_python_version_are_the_courses(notebook: Callable[..., Notebook]) -> None:
    mine = notebook(kernelspec={"name": "my-venv"}, language_info={"version": "3.11.2"}, vscode={})
    plain = notebook()
    settle_metadata(mine)
    settle_metadata(plain)
    assert mine == plain
    assert plain["metadata"]["kernelspec"]["name"] == "python3"


def test_the_courses_own_metadata_stays(notebook: Callable[..., Notebook]) -> None:
    ours = notebook(labkit={"generated": "yes"})
    settle_metadata(ours)
    assert ours["metadata"]["labkit"] == {"generated": "yes"}
