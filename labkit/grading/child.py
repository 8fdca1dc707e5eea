"""Inside a suite's own process: set limits, then hand over to pytest. Nothing here is trusted."""

import os
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

import pytest

from labkit.grading.guard import keep_inside
from labkit.grading.jobs import Job
from labkit.grading.limits import limit_this_process
from labkit.grading.recorder import Recorder, sender

_UNUSED = ("cacheprovider", "terminal", "doctest", "junitxml", "pastebin", "stepwise", "debugging",
           "setuponly", "setupplan", "legacypath", "faulthandler")  # fmt: skip
_READABLE_IDS = "disable_test_id_escaping_and_forfeit_all_rights_to_community_support"
_INI = f"[pytest]\naddopts =\n{_READABLE_IDS} = true\n"


def arguments(folder: Path, *, plain: bool) -> list[str]:
    """The arguments for pytest: our settings, one file, and no plugin that is not needed."""
    without = [word for name in _UNUSED for word in ("-p", f"no:{name}")]
    own = ["-c", str(folder / "pytest.ini"), "--rootdir", str(folder), "--capture=no"]
    return [*own, f"--assert={'plain' if plain else 'rewrite'}", *without, "test_suite.py"]


def write_suite(job: Job, folder: Path) -> None:
    """Lay out the working folder: the suite, its settings, a folder for temporary files."""
    (folder / "test_suite.py").write_text(job.source, encoding="utf-8")
    (folder / "pytest.ini").write_text(_INI, encoding="utf-8")
    (folder / "tmp").mkdir()


def run_suite(job: Job, folder: Path, pipe: int, nonce: str) -> None:
    """Run the job's suite in this process, which ends with it; never returns.

    Args:
        job: what to run.
        folder: the working folder, already laid out.
        pipe: where to write records.
        nonce: the secret that goes with each record.
    """
    send = sender(pipe, nonce)
    try:
        _prepare(job, folder)
        keep_inside(folder, lambda what: send({"kind": "peeked", "what": what}))
        suite = str(folder / "test_suite.py")
        code = pytest.main(
            arguments(folder, plain=job.plain), plugins=[Recorder(send, suite, job.order)]
        )
        send({"kind": "done", "code": int(code)})
    except BaseException as error:
        send({"kind": "broken", "message": f"{type(error).__name__}: {error}"[:600]})
    finally:
        os._exit(0)


def _prepare(job: Job, folder: Path) -> None:
    limit_this_process(cpu_seconds=job.limit)
    os.chdir(folder)
    for name in [n for n in os.environ if n.startswith(("PYTEST_", "LABKIT_"))]:
        if not name.startswith("LABKIT_ENGINE"):
            del os.environ[name]
    os.environ.update(
        LABKIT_SYSTEMS=job.systems,
        TMPDIR=str(folder / "tmp"),
        PYTHONDONTWRITEBYTECODE="1",
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )
    sys.dont_write_bytecode = True
    sys.argv = ["pytest"]
    tempfile.tempdir = None  # the nursery may have asked already, in its own environment
    _new_container_session()


def _new_container_session() -> None:
    """Give this process its own testcontainers session, which a fork would share with others."""
    session = str(uuid.uuid4())
    for name in ("labels", "container", "docker_client"):
        module: Any = sys.modules.get(f"testcontainers.core.{name}")
        if module is not None:
            module.SESSION_ID = session
