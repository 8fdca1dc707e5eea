"""A data folder that is used again is the template, whatever was done to it before."""

import os
import shutil
from pathlib import Path

import pytest

from labkit.engine.servers.recycling import Folder


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every path below a folder: a file's bytes, None for a folder."""
    return {
        str(path.relative_to(folder)): None if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }


@pytest.fixture
def used(tmp_path: Path) -> Folder:
    """A copy of a small template, as it is when its server has just ended."""
    template = tmp_path / "template"
    for name in ("base/1/1249", "base/1/1259", "global/pg_control", "PG_VERSION"):
        (template / name).parent.mkdir(parents=True, exist_ok=True)
        (template / name).write_text(f"as initdb wrote {name}")
    (template / "pg_twophase").mkdir()
    shutil.copytree(template, tmp_path / "data")
    folder = Folder(tmp_path / "data", template)
    folder.note()
    return folder


def test_a_file_changed_behind_its_old_time_and_size_is_restored(used: Folder) -> None:
    file = used.path / "base/1/1249"
    before = file.stat()
    file.write_bytes(b"x" * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    used.restore()
    assert contents(used.path) == contents(used.template)


def test_files_and_folders_that_a_test_added_are_deleted(used: Folder) -> None:
    (used.path / "base/16385").mkdir()
    (used.path / "base/16385/2619").write_text("a table of the last test")
    (used.path / "base/1/16390").write_text("another")
    used.restore()
    assert contents(used.path) == contents(used.template)


def test_files_and_folders_that_are_gone_come_back(used: Folder) -> None:
    shutil.rmtree(used.path / "base/1")
    (used.path / "pg_twophase").rmdir()
    (used.path / "PG_VERSION").unlink()
    used.restore()
    assert contents(used.path) == contents(used.template)


def test_a_file_swapped_for_another_is_restored(used: Folder) -> None:
    (used.path / "base/1/1259").replace(used.path / "base/1/1249")
    used.restore()
    assert contents(used.path) == contents(used.template)


def test_an_untouched_file_is_left_alone(used: Folder) -> None:
    before = (used.path / "base/1/1259").stat().st_ino
    (used.path / "base/1/1249").write_text("changed")
    used.restore()
    assert (used.path / "base/1/1259").stat().st_ino == before


def test_it_can_be_restored_again_and_again(used: Folder) -> None:
    for round_ in range(3):
        (used.path / "global/pg_control").write_text(f"round {round_}")
        used.restore()
        assert contents(used.path) == contents(used.template)
