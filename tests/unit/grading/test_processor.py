"""How much of the processors is left over, from what the kernel counts."""

import pytest

from labkit.grading import processor
from labkit.grading.processor import Processor


@pytest.fixture
def stat(tmp_path, monkeypatch):
    monkeypatch.setattr(processor, "_SHORTEST_SECONDS", 0.0)
    file = tmp_path / "stat"
    file.write_text("cpu  100 0 50 800 10 0 0 0 0 0\ncpu0 1 2 3 4\n")
    return file


def test_the_idle_share_is_that_since_the_last_look(stat):
    looking = Processor(stat)
    stat.write_text("cpu  120 0 60 860 20 0 0 0 0 0\n")
    assert looking.idle() == pytest.approx(0.6)
    stat.write_text("cpu  220 0 60 860 20 0 0 0 0 0\n")
    assert looking.idle() == 0.0


def test_nothing_is_left_over_where_nothing_was_counted_meanwhile(stat):
    assert Processor(stat).idle() == 0.0


@pytest.mark.usefixtures("stat")
def test_nothing_is_left_over_where_the_kernel_does_not_say(tmp_path):
    assert Processor(tmp_path / "none").idle() == 0.0


def test_a_look_right_behind_another_tells_nothing(stat, monkeypatch):
    looking = Processor(stat)
    monkeypatch.setattr(processor, "_SHORTEST_SECONDS", 3600.0)
    stat.write_text("cpu  100 0 50 900 10 0 0 0 0 0\n")
    assert looking.idle() is None
