"""Finding notebooks."""

from pathlib import Path

import pytest

from labkit.authoring.places import Course, course, notebooks_of
from labkit.errors import LabError


def test_a_folder_stands_for_its_notebooks_but_not_for_checkpoints(tmp_path: Path) -> None:
    for name in ("b.ipynb", "a.ipynb", ".ipynb_checkpoints/a.ipynb", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in notebooks_of([tmp_path])] == ["a.ipynb", "b.ipynb"]


def test_a_notebook_named_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.touch()
    assert notebooks_of([path, tmp_path]) == [path]


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("missing.ipynb", "There is no"), ("x.txt", "is not a notebook"), ("empty", "no notebook in")],
)
def test_a_path_without_notebook_is_refused(tmp_path: Path, name: str, complaint: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.txt").touch()
    with pytest.raises(LabError, match=complaint):
        notebooks_of([tmp_path / name])


def test_the_course_is_that_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    assert course() == Course(tmp_path)


def test_paths_in_the_course_are_named_from_its_root(tmp_path: Path) -> None:
    where = Course(tmp_path)
    assert where.name(tmp_path / "notebooks" / "x.ipynb") == "notebooks/x.ipynb"
    assert where.name(Path("/elsewhere/x.ipynb")) == "/elsewhere/x.ipynb"
