"""The suites of a kernel and their copies on disk."""

from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.ui.suites import Suites


def test_the_suite_kept_last_is_the_one_to_check(tmp_path: Path) -> None:
    suites = Suites(tmp_path)
    suites.keep("databases", "first = 1\n")
    suites.keep("databases", "second = 2\n")
    assert suites.latest("databases") == "second = 2\n"


def test_each_exercise_has_its_own_suite(tmp_path: Path) -> None:
    suites = Suites(tmp_path)
    suites.keep("databases", "d = 1\n")
    suites.keep("queues", "q = 1\n")
    assert suites.latest("databases") == "d = 1\n"


def test_a_copy_for_the_editor_lies_beside_the_notebook(tmp_path: Path) -> None:
    Suites(tmp_path).keep("databases", "naïve = 'ß'\n")
    assert (tmp_path / ".suites/test_databases.py").read_text(encoding="utf-8") == "naïve = 'ß'\n"


def test_keeping_leaves_no_temporary_file(tmp_path: Path) -> None:
    suites = Suites(tmp_path)
    suites.keep("databases", "a = 1\n")
    suites.keep("databases", "b = 2\n")
    assert [path.name for path in (tmp_path / ".suites").iterdir()] == ["test_databases.py"]


def test_a_failed_write_leaves_the_earlier_copy_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    suites = Suites(tmp_path)
    suites.keep("databases", "old = 1\n")
    monkeypatch.setattr(Path, "replace", full_disk)
    suites.keep("databases", "new = 2\n")
    assert suites.latest("databases") == "new = 2\n"
    assert [path.name for path in (tmp_path / ".suites").iterdir()] == ["test_databases.py"]
    assert (tmp_path / ".suites/test_databases.py").read_text() == "old = 1\n"


def test_a_folder_that_cannot_be_written_costs_only_the_copy(tmp_path: Path) -> None:
    (tmp_path / ".suites").write_text("a file stands in the way")
    suites = Suites(tmp_path)
    suites.keep("databases", "a = 1\n")
    assert suites.latest("databases") == "a = 1\n"


def test_without_a_suite_the_learner_hears_what_to_run() -> None:
    with pytest.raises(LabError, match=r"run the cell that begins with %%suite databases"):
        Suites().latest("databases")


def test_the_folder_is_the_kernels_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Suites().keep("databases", "a = 1\n")
    assert (tmp_path / ".suites/test_databases.py").exists()
