"""Suites that try to earn marks by other means than testing."""

import contextlib
import os
import time
from itertools import pairwise
from pathlib import Path

import pytest

HEAD = "import os, sys, gc, json, pytest\nfrom labkit.systems.toy import Till\n"
NAIVE = "\ndef test_plain():\n    assert Till().total == 0\n"

FORGED = """
def records(request):
    for plugin in request.config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "Recorder":
            return plugin._send

def test_forges(request):
    send = records(request)
    for i in range(50):
        send({"kind": "phase", "test": "test_plain", "phase": "call", "outcome": "failed",
              "lines": [4], "exception": "AssertionError", "message": "forged"})
    assert Till().total == 0
"""

PATCHED = """
import _pytest.runner
def lie(item, nextitem=None, log=True):
    return []
_pytest.runner.runtestprotocol = lie
"""

HOOKS = """
pytest_plugins = ["test_suite"]
def pytest_runtest_makereport(item, call):
    call.excinfo = None
def pytest_sessionfinish(session):
    session.exitstatus = 0
"""

ATTACKS = {
    "prints a report": 'print(json.dumps({"points": 100, "kind": "done"}))',
    "prints at exit": 'import atexit; atexit.register(lambda: print("100 of 100"))',
    "writes to every pipe": (
        'for fd in range(3, 64):\n    try: os.write(fd, b\'{"kind": "done", "code": 0}\\n\')\n'
        "    except OSError: pass"
    ),
    "own hooks": HOOKS,
    "patches pytest": PATCHED,
    "registers a plugin": (
        "class P:\n    def pytest_runtest_logreport(self, report): report.outcome = 'failed'\n"
        "@pytest.fixture(autouse=True)\n"
        "def plug(request): request.config.pluginmanager.register(P())"
    ),
    "forges records": FORGED,
    "expects on every second run": (
        "from pathlib import Path\ncount = Path('/tmp/labkit-attack')\n"
        "def test_counts():\n    seen = count.exists()\n    count.write_text('x')\n"
        "    assert not seen"
    ),
    "reads the rubrics": "import labkit.rubrics\nBUGS = labkit.rubrics.load('databases').bugs",
    "opens the rubrics": (
        "import labkit\nfrom pathlib import Path\n"
        "TEXT = [p.read_text() for p in (Path(labkit.__file__).parent / 'rubrics').rglob('*')]"
    ),
    "looks at its environment": (
        "def test_env():\n    assert not any('doubled' in v or 'bug' in v"
        " for v in os.environ.values())"
    ),
    "hashes the system": (
        "import hashlib, inspect, labkit.systems.toy as toy\n"
        "def test_hash():\n    source = inspect.getsource(toy)\n"
        "    assert 'count(1)' in source and '+= price' in source and '< 0' in source"
    ),
    "marks a failure as expected": (
        "@pytest.mark.xfail(strict=True)\ndef test_x():\n    assert Till().add(1) == 1"
    ),
    "always raises an assertion": "def test_x():\n    raise AssertionError",
    "asserts in the set-up": "@pytest.fixture(autouse=True)\ndef f(): assert Till().add(1) == 1",
    "exits in the middle": "def test_exit():\n    os._exit(0)",
    "ends the session": "def test_exit():\n    pytest.exit('enough', 0)",
    "uses much memory": "def test_big():\n    x = bytearray(2**34)\n    assert x",
    "opens many files": "def test_open():\n    x = [open('/dev/null') for _ in range(10**5)]",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_earns_no_marks(grade, attack):
    report = grade(HEAD + ATTACKS[attack] + NAIVE)
    assert report.points == 0
    assert not Path("/tmp/labkit-attack").exists()


@pytest.mark.parametrize("attack", ["reads the rubrics", "opens the rubrics"])
def test_reading_the_graders_files_is_refused_and_said(grade, attack):
    assert "refused here" in "\n".join(grade(HEAD + ATTACKS[attack] + NAIVE).messages)


def test_what_a_suite_sees_does_not_name_a_bug(examine):
    source = HEAD + (
        "import os\ndef test_look():\n"
        "    print(os.environ, os.getcwd(), sys.argv, open('/proc/self/cmdline').read())\n"
        "    print([p for p in sys.modules if 'labkit' in p])\n    assert 1\n"
    )
    findings = examine(source)
    for run in findings.bugs.values():
        assert "LABKIT_SYSTEMS" in run.output
        assert not {"doubled", "negative", "rubric"} & set(run.output.replace("'", " ").split())
        assert "labkit.rubrics" not in run.output


def test_endless_output_is_cut(examine):
    findings = examine(HEAD + "print('x' * 10**6)\n" + NAIVE)
    assert len(findings.original.output) <= 4000


ESCAPING = """
import subprocess
def test_leaves_processes():
    for new in (False, True):
        p = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                             start_new_session=new)
        print("PID", p.pid, flush=True)
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            print("PID", os.getpid(), flush=True)
            import time
            time.sleep(600)
        os._exit(0)
    os.wait()
    import time
    time.sleep(0.3)
    assert 1
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc to adopt orphans")
def test_no_process_outlives_its_run(examine):
    findings = examine(HEAD + ESCAPING)
    words = findings.original.output.split()
    pids = [int(word) for before, word in pairwise(words) if before == "PID"]
    assert len(pids) == 3
    assert not [pid for pid in pids if _alive(pid)]


def test_no_folder_outlives_its_run(examine):
    findings = examine(HEAD + "print('AT', os.getcwd())\n" + NAIVE)
    folder = findings.original.output.split()[1]
    assert not Path(folder).exists()


def test_a_pool_ends_when_its_owner_closes_it(systems):
    from labkit.grading.jobs import Job
    from labkit.grading.pool import Pool

    pool = Pool({})
    pool.start(Job("import os\nprint(os.getpid())\nwhile True: pass\n", str(systems)))
    pid = pool._process.pid
    pool.close()
    deadline = time.monotonic() + 5
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError, FileNotFoundError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
