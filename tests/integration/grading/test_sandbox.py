"""Bubblewrap around the runs: the same marks, and what must not be read is not there."""

import os
import shutil

import pytest

from labkit import engine
from labkit.grading import sandbox
from labkit.grading.expectations import read_expectations
from labkit.grading.jobs import Job
from labkit.grading.pool import Pool
from labkit.grading.verdict import judge

needs_bubblewrap = pytest.mark.skipif(not sandbox.works(), reason="bubblewrap is not installed")

BY_PROGRAMS = """
import subprocess
from pathlib import Path
import labkit


def test_no_program_finds_the_bugs():
    package = Path(labkit.__file__).parent
    for folder in (package / "rubrics", package.parent / "solutions", package.parent / "tests"):
        assert subprocess.run(["ls", folder], capture_output=True, text=True).stdout == ""


def test_no_program_writes_elsewhere():
    done = subprocess.run(["touch", labkit.__file__], capture_output=True, text=True)
    assert "Read-only file system" in done.stderr


def test_no_program_sees_the_grader():
    assert "GRADER" not in subprocess.check_output(["cat", "/proc/1/cmdline"], text=True)
    assert not Path("/proc/GRADER/cmdline").exists()


def test_servers_are_within_reach():
    from testcontainers.community.redis import RedisContainer
    with RedisContainer("redis:7") as redis:
        assert redis.get_client().ping()
"""


@pytest.fixture(scope="module")
def pool():
    pool = Pool(engine.use().environment, sandboxed=True)
    yield pool
    pool.close()


@needs_bubblewrap
def test_a_good_suite_earns_the_same_as_without(grade, good, pool):
    assert (pool.isolation, grade(good).points) == ("bubblewrap", 100)


@needs_bubblewrap
def test_programs_that_a_suite_starts_find_nothing_that_tells(pool, systems):
    source = BY_PROGRAMS.replace("GRADER", str(os.getpid()))
    pool.start(Job(source, str(_copy(systems, pool))))
    run = judge(pool.next(), read_expectations(source))
    assert (run.verdict, [o for o in run.outcomes if o.verdict != "passed"]) == ("passed", [])


def _copy(systems, pool):
    """The systems in the one folder that the sandbox shares."""
    return shutil.copytree(systems, pool.folder / "copy", dirs_exist_ok=True)


def test_without_bubblewrap_limits_are_used_and_named(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda _: None)
    sandbox.works.cache_clear()
    pool = Pool({}, sandboxed=True)
    try:
        assert pool.isolation == "limits"
    finally:
        pool.close()
        sandbox.works.cache_clear()


def test_a_pool_is_not_wrapped_unless_it_is_asked_for(pool):
    plain = Pool({})
    try:
        assert plain.isolation == ""
        assert pool.serves(pool.environment, sandboxed=True)
        assert not plain.serves({}, sandboxed=True)
    finally:
        plain.close()
