"""Suites that try to earn marks by other means than testing."""

import contextlib
import os
import time
from itertools import pairwise
from pathlib import Path

import pytest

from .conftest import SOURCE

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
    "opens the reference answers": (
        "import labkit\nfrom pathlib import Path\n"
        "ANSWERS = list((Path(labkit.__file__).parents[1] / 'solutions').iterdir())"
    ),
    "opens the grader's tests": (
        "import labkit\nfrom pathlib import Path\n"
        "TEXT = (Path(labkit.__file__).parents[1] / 'tests/samples/databases/reference.py')"
        ".read_text()"
    ),
    "knows the bugs' source": (
        "import inspect, labkit.systems.toy as toy\n"
        "def test_source():\n    assert '2 * price' not in inspect.getsource(toy)\n"
    ),
    "knows the bugs' source, by the loader": (
        "import labkit.systems.toy as toy\n"
        "def test_source():\n"
        "    assert '2 * price' not in toy.__loader__.get_source(toy.__name__)\n"
    ),
    "knows the bugs' source, by linecache": (
        "import linecache, labkit.systems.toy as toy\n"
        "def test_source():\n    lines = linecache.getlines(toy.__file__)\n"
        "    assert lines and not any('2 * price' in line for line in lines)\n"
    ),
    "knows the bugs' constants": (
        "import operator\n"
        "def test_code():\n    code = operator.attrgetter('__code__')(Till.add)\n"
        "    assert 2 not in code.co_consts\n"
    ),
    "knows the bugs' constants, by inspect": (
        "import inspect\n"
        "def test_code():\n    code = dict(inspect.getmembers(Till.add))['__code__']\n"
        "    assert 2 not in code.co_consts\n"
    ),
    "opens the system by a relative path": (
        "import labkit.systems.toy as toy\nfrom pathlib import Path\n"
        "def test_source():\n    os.chdir(Path(toy.__file__).parent)\n"
        "    assert '2 * price' not in Path('__init__.py').read_text()\n"
    ),
    "disassembles the system": (
        "import dis\n"
        "def test_code():\n"
        "    assert 'BINARY_OP' not in [i.opname for i in dis.get_instructions(Till.add)][6:7]\n"
    ),
    "compares the sizes of files": (
        "import labkit.systems.toy as toy\n"
        "def test_size():\n    assert os.path.getsize(toy.__file__) in (SIZES)\n"
    ),
    "switches the guard off": (
        "import labkit.grading.guard.files as files, labkit.grading.guard.code as code\n"
        "files._SECRET_FOLDERS = code._SECRET_MODULES = ()\n"
        "import labkit.rubrics\nBUGS = labkit.rubrics.load('databases').bugs"
    ),
    "searches its memory": (
        "SENDERS = [f for f in gc.get_objects() if getattr(f, '__name__', '') == 'send']"
    ),
    "calls functions of C": "import ctypes\nLIBC = ctypes.CDLL(None)",
    "reads its guardian's memory": "MEMORY = open(f'/proc/{os.getppid()}/mem', 'rb')",
    "kills its guardian": "os.kill(os.getppid(), 9)",
    "forks without end": "while True:\n    os.fork()",
    "prints without end": "while True:\n    print('x' * 10**6, flush=True)",
    "reaches another machine": (
        "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=0.1)"
    ),
    "asks for another machine's name": (
        "import urllib.request\nurllib.request.urlopen('http://labkit.example.org/')"
    ),
    "patches the grader's recorder": (
        "from labkit.grading.recorder import Recorder\n"
        "Recorder.pytest_runtest_makereport = lambda *_: None\n"
        "Recorder._cause = lambda *_: {'lines': [4], 'exception': 'AssertionError'}"
    ),
    "rewrites asserts of its own": (
        "import ast\n"
        "class Never(ast.NodeTransformer):\n    visit_Assert = lambda self, node: ast.Pass()\n"
        "exec(compile(Never().visit(ast.parse('def test_never():\\n    assert False')),"
        " 'x.py', 'exec'))"
    ),
    "fails when the run takes long": (
        "import time\nBEGAN = time.perf_counter()\n"
        "def test_time():\n    Till().add(1)\n    assert time.perf_counter() - BEGAN < 9\n"
    ),
}
HONEST = """
import inspect, os, signal, socket, subprocess, sys, traceback, unittest.mock


def test_with_libraries():
    assert unittest.mock.create_autospec(Till)().add(3)
    assert list(inspect.signature(Till.add).parameters) == ["self", "price"]


def test_with_a_process():
    server = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    os.kill(server.pid, signal.SIGTERM)
    assert server.wait() == -signal.SIGTERM
    server.stdin.close()


def test_with_a_socket():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert socket.create_connection(server.getsockname()).close() is None
    with pytest.raises(OSError):
        socket.getaddrinfo("no-such-host.invalid", 80)


def test_with_a_traceback():
    try:
        Till().add(-1)
    except ValueError:
        assert "ValueError" in traceback.format_exc()
"""

REFUSED = {
    "reads the rubrics": "import the grader",
    "opens the rubrics": "read the grader's own files",
    "opens the reference answers": "read the grader's own files",
    "opens the grader's tests": "read the grader's own files",
    "expects on every second run": "write outside its own folder",
    "hashes the system": "read the system's source",
    "knows the bugs' source": "read the system's source",
    "knows the bugs' source, by the loader": "read the system's source",
    "knows the bugs' source, by linecache": "read the system's source",
    "knows the bugs' constants": "read the system's code",
    "knows the bugs' constants, by inspect": "read the system's code",
    "opens the system by a relative path": "read the system's source",
    "disassembles the system": "read the system's code",
    "switches the guard off": "import the grader",
    "searches its memory": "search the memory of its process",
    "calls functions of C": "call functions of C",
    "reads its guardian's memory": "look into another process",
    "kills its guardian": "end a process that is not its own",
    "forks without end": "processes",
    "reaches another machine": "reach another machine",
    "asks for another machine's name": "reach another machine",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_earns_no_marks_and_what_is_refused_is_said(grade, attack):
    source = ATTACKS[attack].replace("SIZES", f"{len(SOURCE)}, {len(SOURCE) + 1}")
    report = grade(HEAD + source + NAIVE)
    assert report.points == 0
    assert not Path("/tmp/labkit-attack").exists()
    said = "\n".join(report.messages)
    assert REFUSED[attack] in said if attack in REFUSED else "tried to" not in said


def test_an_honest_suite_may_do_what_the_guard_looks_at(grade, good):
    """Autospec reads signatures, a server is a process of its own, tracebacks are formatted."""
    report = grade(good + HONEST)
    assert (report.points, report.valid) == (100, True), report.messages
    assert "tried to" not in "\n".join(report.messages)


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


# They would sleep for ten minutes: whatever ends them is not their own end. The 0.3 s at the end
# let the grandchild say its number, for its parent has nothing to wait for.
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
