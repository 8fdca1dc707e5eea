"""A run on Docker leaves nothing, and takes nothing from another."""

from pathlib import Path

from tests.docker.room import room


def test_nothing_of_a_run_is_left(tmp_path: Path) -> None:
    with room(tmp_path) as folder:
        (folder / "data").mkdir()
    assert list(tmp_path.iterdir()) == []


def test_the_next_run_clears_up_after_one_that_was_killed(tmp_path: Path) -> None:
    left = tmp_path / "labkit-docker-killed"
    left.mkdir()
    (left / "image.tar").touch()
    with room(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]


def test_two_runs_at_once_leave_each_other_alone(tmp_path: Path) -> None:
    with room(tmp_path) as first, room(tmp_path) as second:
        assert set(tmp_path.iterdir()) == {first, second}
