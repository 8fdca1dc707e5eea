"""How many runs are under way at a time."""

import os
from dataclasses import replace

import pytest

from labkit.grading.checking import Examination
from labkit.grading.expectations import read_expectations

from .conftest import RUBRIC


@pytest.fixture
def most_at_once(pool, systems, good):
    """Examine a suite on many bugs, with so much of the processors idle; the most runs at once."""

    def examine(idle):
        [bug, *_] = RUBRIC.bugs
        many = replace(RUBRIC, bugs=tuple(replace(bug, id=f"bug {n}") for n in range(30)))
        examination = Examination(many, good, read_expectations(good), pool, systems)
        examination._processor.idle = lambda: idle
        seen, following = [], examination._next

        def note():
            seen.append(len(examination._running))
            return following()

        examination._next = note
        examination.run(lambda _: None)
        return max(seen)

    return examine


def test_one_run_more_than_there_are_cores_while_all_are_busy(most_at_once):
    assert most_at_once(idle=0.0) <= os.cpu_count() + 2  # two copies of a suite start together


def test_more_runs_while_most_of_them_wait(most_at_once):
    assert most_at_once(idle=1.0) > os.cpu_count() + 2
