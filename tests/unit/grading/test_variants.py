"""Copies of the systems with a variant's changes."""

import pytest

from labkit.errors import LabError
from labkit.grading.variants import materialised
from labkit.rubrics import Change


@pytest.fixture
def systems(tmp_path):
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "__init__.py").write_text("A = 1\nB = 1\n")
    return tmp_path


def change(snippet="A = 1", replacement="A = 2", file="toy/__init__.py"):
    return Change(file, snippet, replacement)


def test_a_copy_has_the_change_and_the_original_has_not(systems):
    with materialised([change()], systems) as copy:
        assert (copy / "toy" / "__init__.py").read_text().rstrip() == "A = 2\nB = 1"
    assert (systems / "toy" / "__init__.py").read_text() == "A = 1\nB = 1\n"


def test_neither_size_nor_date_of_a_file_tells_a_variant(systems):
    """The original's differ from copy to copy, so no suite can know them."""

    def seen(changes):
        with materialised(changes, systems) as copy:
            return (copy / "toy" / "__init__.py").stat()

    assert len({seen([]).st_size for _ in range(9)}) > 1
    assert {seen([]).st_mtime, seen([change()]).st_mtime} == {1_000_000_000}


def test_a_copy_is_gone_afterwards(systems):
    with materialised([], systems) as copy:
        assert copy.is_dir()
    assert not copy.parent.exists()


@pytest.mark.parametrize("snippet", ["= 1", "C = 1"])
def test_a_snippet_that_does_not_occur_exactly_once_is_refused(systems, snippet):
    with pytest.raises(LabError, match="exactly once"), materialised([change(snippet)], systems):
        pass


def test_a_file_that_is_not_there_is_refused(systems):
    missing = change(file="toy/other.py")
    with pytest.raises(LabError, match=r"toy/other\.py"), materialised([missing], systems):
        pass
