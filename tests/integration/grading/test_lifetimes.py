"""What becomes of the grader's processes: with and without fork, killed, and re-used."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from labkit.grading.checking import Examination
from labkit.grading.expectations import read_expectations
from labkit.grading.jobs import Job
from labkit.grading.pool import Pool
from labkit.grading.verdict import judge

OWNER = """
import sys, time
from labkit.grading.jobs import Job
from labkit.grading.pool import Pool

pool = Pool({})
pool.start(Job(sys.argv[1], sys.argv[2]))
print(pool._process.pid, flush=True)
time.sleep(600)
"""


def gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for yet counts as ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def wait_until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks processes up in /proc")
def test_a_killed_grader_leaves_no_process_behind(systems):
    source = "while True: pass\n"
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, source, str(systems)], stdout=subprocess.PIPE, text=True
    )
    nursery = int(owner.stdout.readline())
    wait_until(lambda: len(_below(nursery)) >= 2)
    running = [nursery, *_below(nursery)]
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    wait_until(lambda: all(gone(pid) for pid in running))


COPIER = """
import sys, time
from pathlib import Path
from labkit.grading.jobs import Job
from labkit.grading.pool import Pool
from labkit.grading.variants import materialised

pool = Pool({})
with materialised((), Path(sys.argv[1]), pool.folder) as copy:
    pool.start(Job("while True: pass", str(copy)))
    print(copy, flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("no_fork", ["", "1"])
def test_a_killed_grader_leaves_no_copy_of_the_systems_behind(
    systems, tmp_path, monkeypatch, no_fork
):
    monkeypatch.setenv("LABKIT_NO_FORK", no_fork)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    owner = subprocess.Popen(
        [sys.executable, "-c", COPIER, str(systems)], stdout=subprocess.PIPE, text=True
    )
    copy = Path(owner.stdout.readline().strip())
    assert (copy / "toy").is_dir()
    assert tmp_path in copy.parents
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    wait_until(lambda: not list(tmp_path.iterdir()))


def test_a_closed_pool_leaves_no_folder_behind():
    pool = Pool({})
    assert pool.folder.is_dir()
    pool.close()
    assert not pool.folder.exists()


def _below(pid: int) -> list[int]:
    from labkit.processes import descendants

    return descendants(pid)


def test_it_works_without_fork(systems, good, monkeypatch):
    monkeypatch.setenv("LABKIT_NO_FORK", "1")
    pool = Pool({})
    try:
        pool.start(Job(good, str(systems)))
        run = judge(pool.next(), read_expectations(good))
    finally:
        pool.close()
    assert (run.verdict, len(run.passed)) == ("passed", 2)


def test_a_run_can_be_cancelled(pool, systems):
    pool.start(Job("while True: pass\n", str(systems), stall=300, limit=300))
    began = time.monotonic()
    pool.cancel()
    assert time.monotonic() - began < 60  # far from the run's own limit
    assert pool.in_flight == set()
    assert pool.alive


def test_a_pool_is_good_for_many_runs(pool, systems, good):
    for _ in range(3):
        pool.start(Job(good, str(systems)))
        assert pool.next().ended == "done"


def test_what_one_run_does_to_its_modules_the_next_does_not_see(pool, systems):
    spoil = "import sys, pytest\npytest.spoilt = True\nsys.spoilt = True\ndef test_x(): assert 1\n"
    look = (
        "import sys, pytest\ndef test_x():\n"
        "    assert not hasattr(pytest, 'spoilt') and not hasattr(sys, 'spoilt')\n"
    )
    pool.start(Job(spoil, str(systems)))
    pool.next()
    pool.start(Job(look, str(systems)))
    assert judge(pool.next(), read_expectations(look)).verdict == "passed"


def test_an_interrupted_check_leaves_nothing_running(pool, systems, good):
    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Examination(bare_rubric(), good, read_expectations(good), pool, systems).run(interrupt)
    assert pool.in_flight == set()


def test_the_working_folder_is_fresh_and_writable(pool, systems):
    source = (
        "import os, tempfile\nfrom pathlib import Path\ndef test_x(tmp_path):\n"
        "    (tmp_path / 'a').write_text('x')\n    Path('b').write_text('x')\n"
        "    assert tempfile.gettempdir().startswith(os.getcwd())\n"
    )
    for _ in range(2):
        pool.start(Job(source, str(systems)))
        assert judge(pool.next(), read_expectations(source)).verdict == "passed"


def test_a_process_that_a_test_starts_sees_the_same_variant(pool, systems):
    source = (
        "import subprocess, sys\ndef test_x():\n"
        "    code = 'import labkit.systems.toy as t; print(t.__file__)'\n"
        "    out = subprocess.check_output([sys.executable, '-c', code], text=True)\n"
        f"    assert out.startswith({str(systems)!r})\n"
    )
    pool.start(Job(source, str(systems)))
    assert judge(pool.next(), read_expectations(source)).verdict == "passed"


def test_a_check_can_be_stopped_while_its_first_run_hangs(pool, systems):
    """Progress is told while nothing happens, and what it raises ends the run."""
    told = []

    def stop_at_the_second(progress):
        told.append(progress)
        if len(told) == 2:
            raise KeyboardInterrupt

    source = "def test_hangs():\n    while True: pass\n"
    rubric = bare_rubric()
    with pytest.raises(KeyboardInterrupt):
        Examination(rubric, source, read_expectations(source), pool, systems).run(
            stop_at_the_second
        )
    assert [p.done for p in told] == [0, 0]
    assert pool.in_flight == set()


def bare_rubric():
    from labkit.rubrics import load

    rubric = load("databases")
    return type(rubric)(**{**vars(rubric), "bugs": (), "correct": rubric.correct[:1]})
