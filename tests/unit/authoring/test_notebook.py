"""Notebook files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from labkit.authoring import notebook as files
from labkit.errors import LabError

Make = Callable[..., Any]


def test_what_is_written_is_read(tmp_path: Path, notebook: Make, code: Make) -> None:
    path = tmp_path / "folder" / "x.ipynb"
    files.write(path, notebook(code("a\nb  # é")))
    assert files.read(path) == notebook(code("a\nb  # é"))
    assert path.read_bytes().endswith(b"}\n")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, notebook: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.ipynb"
    files.write(path, notebook())
    before = path.read_bytes()

    def fail(_notebook: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr(files, "text_of", fail)
    with pytest.raises(OSError, match="disk full"):
        files.write(path, notebook(title="new"))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"nbformat": 3, "worksheets": []}'])
def test_what_is_no_notebook_is_refused_in_a_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(content)
    with pytest.raises(LabError, match=r"x\.ipynb cannot be read as a notebook"):
        files.read(path)
