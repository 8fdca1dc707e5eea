"""Inside a suite's own process: set limits, then let pytest run. Nothing here is trusted.

Pytest's session is started before there is a suite, in the nursery, so that a forked process has
it already; the suite is collected into it, and run, in a process of its own.
"""

import contextlib
import os
import sys
import tempfile
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from labkit.grading.contents import Look
from labkit.grading.gate import Gate
from labkit.grading.guard import keep_inside
from labkit.grading.jobs import Job
from labkit.grading.leftovers import Leftovers
from labkit.grading.limits import limit_this_process
from labkit.grading.recorder import Recorder, Send, sender
from labkit.grading.slowing import slow_down
from labkit.grading.tracing import Tracing

_UNUSED = ("cacheprovider", "terminal", "doctest", "junitxml", "pastebin", "stepwise", "debugging",
           "setuponly", "setupplan", "legacypath", "faulthandler", "unraisableexception",
           "threadexception")  # fmt: skip
_READABLE_IDS = "disable_test_id_escaping_and_forfeit_all_rights_to_community_support=true"
_NOWHERE = "/"
_NOBODY = Path(__file__).with_name("nobody.pem")
"""The only certificate that a suite's clients load unasked: all authorities of the world take 25 ms
for each client, and a suite talks to this machine alone."""

_NOT_THE_SUITES = (
    "CI", "BUILD_NUMBER",  # by which pytest prints whole differences: other messages
    "PYTHONHASHSEED",
)  # fmt: skip


class _Cradle:
    """Takes over from pytest when its session has started and before it looks for tests."""

    def __init__(self, then: Callable[[pytest.Session], None]) -> None:
        self._then = then

    def pytest_make_parametrize_id(self, val: object) -> str | None:
        """Name a parameter of bytes, or of what cannot be shown: left readable, pytest cannot."""
        if isinstance(val, bytes):
            return val.decode("ascii", "backslashreplace")
        return _shown(val) if isinstance(val, str) and not val.isprintable() else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Hand the session over, once: the suite's own collection passes."""
        if session.config.args == [_NOWHERE]:
            self._then(session)


def _shown(text: str) -> str:
    """A text with an escape for each character that has no form, or is half of one."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def in_session(then: Callable[[pytest.Session], None], beside: Path) -> None:
    """Start a session of pytest with our settings, no suite yet, and call ``then`` with it.

    Args:
        then: called once; it does not return.
        beside: a folder next to that of the suite, or the same: pytest looks for nothing above it.
    """
    without = [word for name in _UNUSED for word in ("-p", f"no:{name}")]
    own = ["-c", os.devnull, "--rootdir", _NOWHERE, "--confcutdir", str(beside)]
    more = ["--capture=no", "-o", _READABLE_IDS]
    pytest.main([*own, *more, *without, _NOWHERE], plugins=[_Cradle(then)])


def write_suite(job: Job, folder: Path) -> None:
    """Lay out the working folder: the suite, and a folder for temporary files."""
    (folder / "test_suite.py").write_text(job.source, encoding="utf-8")
    (folder / "tmp").mkdir()


def run_suite(session: pytest.Session, job: Job, folder: Path, pipe: int, nonce: str) -> None:
    """Run the job's suite in this process, which ends with it; never returns.

    Args:
        session: a session of pytest without a suite.
        job: what to run.
        folder: the working folder, already laid out.
        pipe: where to write records.
        nonce: the secret that goes with each record.
    """
    send = sender(pipe, nonce)
    suite = folder / "test_suite.py"
    recorder = Recorder(send, str(suite), job.systems, job.order)
    try:
        containers = _prepare(job, folder)
        if job.plain:
            _leave_asserts_plain()
        session.config.pluginmanager.register(recorder)
        slow_down(session, job, str(suite))
        told = _watched(session, job, containers, send)
        keep_inside(folder, Path(job.systems), lambda what: send({"kind": "peeked", "what": what}))
        _run(session, suite)
        told()
        _flush()
        send({"kind": "done"})  # after it, this process may be ended at any moment
    except BaseException as error:
        recorder.broken(error)
    finally:
        _flush()
        os._exit(0)


def _watched(session: pytest.Session, job: Job, containers: str, send: Send) -> Callable[[], None]:
    """Register what the job's circumstances ask for; the result is to be called at the end."""
    special, register = job.circumstances, session.config.pluginmanager.register
    if special.look:
        register(
            Look(
                containers,
                special.look,
                lambda test, what: send({"kind": "held", "test": test, "what": what}),
            )
        )
    if special.gate:
        gate = Gate(special.gate, special.side)
        register(gate)
        return gate.leave
    last_words: list[Callable[[], None]] = []
    if special.trace:
        tracing = Tracing(send)
        tracing.begin()
        register(tracing)
        last_words.append(tracing.end)
    if special.inspect:
        leftovers = Leftovers(containers)
        register(leftovers)
        last_words.append(lambda: send({"kind": "left", "what": leftovers.told()}))
    return partial(_say_all, last_words)


def _say_all(last_words: list[Callable[[], None]]) -> None:
    for say in last_words:
        say()


def _flush() -> None:
    with contextlib.suppress(Exception):  # the suite may have put anything in their place
        sys.stdout.flush()
        sys.stderr.flush()


def _run(session: pytest.Session, suite: Path) -> None:
    """What pytest does with a session once it has started."""
    session.config.args = [str(suite)]
    hook = session.config.hook
    try:
        hook.pytest_collection(session=session)
        hook.pytest_runtestloop(session=session)
    except (KeyboardInterrupt, pytest.exit.Exception):
        pass  # it shows in the tests that did not run
    finally:
        hook.pytest_sessionfinish(session=session, exitstatus=0)


def _leave_asserts_plain() -> None:
    """Take out of the import system what rewrites asserts; modules imported already stay."""
    from _pytest.assertion.rewrite import AssertionRewritingHook

    sys.meta_path[:] = [f for f in sys.meta_path if not isinstance(f, AssertionRewritingHook)]


def _prepare(job: Job, folder: Path) -> str:
    """Set limits, folder and environment; returns the id of the testcontainers session."""
    limit_this_process(cpu_seconds=job.limit)
    os.chdir(folder)
    for name in _NOT_THE_SUITES:
        os.environ.pop(name, None)
    for name in [n for n in os.environ if n.startswith(("PYTEST_", "LABKIT_"))]:
        if not name.startswith(("LABKIT_ENGINE", "PYTEST_VERSION")):
            del os.environ[name]
    os.environ.update(
        LABKIT_SYSTEMS=job.systems,
        TMPDIR=str(folder / "tmp"),
        SSL_CERT_FILE=str(_NOBODY),
        PYTHONDONTWRITEBYTECODE="1",
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )
    sys.dont_write_bytecode = True
    sys.argv = ["pytest"]
    tempfile.tempdir = None  # the nursery may have asked already, in its own environment
    return _new_container_session()


def _new_container_session() -> str:
    """Give this process its own testcontainers session, which a fork would share with others."""
    session = str(uuid.uuid4())
    for name in ("labels", "container", "docker_client"):
        module: Any = sys.modules.get(f"testcontainers.core.{name}")
        if module is not None:
            module.SESSION_ID = session
    return session
