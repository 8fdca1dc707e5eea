"""Starting a suite's own process: forked from one that is warm, or as a fresh interpreter."""

import contextlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from labkit.grading import child
from labkit.grading.jobs import Job


def start_by_fork(session: pytest.Session, job: Job, folder: Path, pipe: int, nonce: str) -> int:
    """Fork this process, which holds a session of pytest, into the suite's own."""
    child.write_suite(job, folder)
    pid = os.fork()
    if pid == 0:
        try:
            _detach(folder, keep=pipe)
            child.run_suite(session, job, folder, pipe, nonce)
        finally:
            os._exit(1)
    return pid


def start_by_spawn(job: Job, folder: Path, pipe: int, nonce: str) -> int:
    """Start a fresh interpreter as the suite's process: slower, for platforms without safe fork."""
    child.write_suite(job, folder)
    order = json.dumps({"job": job.to_json(), "folder": str(folder), "nonce": nonce})
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "labkit.grading.child_main", str(pipe)],
            env={**os.environ, "PYTHONHASHSEED": str(job.circumstances.hash_seed)},
            stdin=subprocess.PIPE, stdout=output, stderr=output,
            pass_fds=[pipe], start_new_session=True,
        )  # fmt: skip
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError), process.stdin as stdin:
        stdin.write(order.encode())
    process.returncode = 0  # waited for by its id, not by this object
    return process.pid


def _detach(folder: Path, keep: int) -> None:
    """Cut a forked process off from its parent's files, pipes and terminal."""
    os.setsid()
    output = os.open(folder / "output", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    for fd in range(3, 64):
        if fd != keep and _is_ours(fd):
            with contextlib.suppress(OSError):
                os.close(fd)


def _is_ours(fd: int) -> bool:
    """Whether a descriptor is the grader's; what pytest's session holds open is the null device."""
    try:
        return not stat.S_ISCHR(os.fstat(fd).st_mode)
    except OSError:
        return False
