"""The engine's process: one per user, started on demand, gone when its last client is gone.

Two processes in truth. The outer one does nothing but wait for the inner one, the engine, and then
clear up after it: so that nothing is left when the engine itself is killed.
"""

import contextlib
import os
import shutil
import signal
import sys
import threading
import traceback
from pathlib import Path

from labkit import processes
from labkit.engine import places
from labkit.engine.api import ROUTES, serve
from labkit.engine.fleet import Fleet, new_run_folder
from labkit.engine.leases import Leases
from labkit.engine.pids import PidFolder
from labkit.engine.servers.postgres_memory import remove_segments


class Supervisor:
    """Ties the API to the containers and to the clients' leases."""

    def __init__(self, run: Path) -> None:
        self.fleet = Fleet(run)
        self._stopping = threading.Event()
        self.leases = Leases(self.stop_soon)
        self._socket = places.socket_path()
        self._api = serve(self._socket, self, ROUTES)
        self._inode = self._socket.stat().st_ino

    def run(self) -> None:
        """Serve until told to stop, then remove everything."""
        threading.Thread(target=self._api.serve_forever, args=(5.0,), daemon=True).start()
        self._stopping.wait()
        with contextlib.suppress(FileNotFoundError):
            if self._socket.stat().st_ino == self._inode:
                self._socket.unlink()
        self._api.server_close()
        self.fleet.close()

    def stop_soon(self, *_: object) -> None:
        """Begin to stop."""
        self._stopping.set()

    def note(self, error: Exception) -> None:
        """Write an unexpected error into the engine's log."""
        traceback.print_exception(error, file=sys.stderr)
        sys.stderr.flush()


def main() -> None:
    """Detach from the caller, then be the guardian of an engine until it ends."""
    if os.fork():
        os._exit(0)
    os.setsid()
    processes.adopt_orphans()
    run = new_run_folder()
    for room in places.rooms():
        _sweep(room, keep=run)
    engine = os.fork()
    if engine == 0:
        _be_the_engine(run)
    (run / "guardian").write_text(f"{os.getpid()} {processes.start_mark(os.getpid())}")
    signal.signal(signal.SIGTERM, lambda *_: os.kill(engine, signal.SIGTERM))
    _wait_for(engine)
    _clear(run)
    os._exit(0)


def _be_the_engine(run: Path) -> None:
    supervisor = Supervisor(run)
    signal.signal(signal.SIGTERM, supervisor.stop_soon)
    guardian = os.getppid()
    threading.Thread(
        target=processes.when_ended, args=(guardian, supervisor.stop_soon), daemon=True
    ).start()
    try:
        supervisor.run()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def _wait_for(engine: int) -> None:
    while True:
        try:
            ended, _ = os.waitpid(-1, 0)
        except InterruptedError:
            continue
        if ended == engine:
            return


def _clear(run: Path) -> None:
    """End what an engine has left behind and delete its folder."""
    if run.exists():
        PidFolder(run / "pids").end_all()
        remove_segments(run)
    for below in processes.descendants(os.getpid()):
        processes.send(below, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    shutil.rmtree(run, ignore_errors=True)


def _sweep(room: Path, keep: Path) -> None:
    """Clear up after engines that were killed together with their guardians."""
    for run in room.glob("run-*"):
        if run == keep:
            continue
        with contextlib.suppress(OSError, ValueError):
            pid, mark = (run / "guardian").read_text().split()
            if not (processes.is_alive(int(pid)) and processes.start_mark(int(pid)) == mark):
                PidFolder(run / "pids").end_all()
                remove_segments(run)
                shutil.rmtree(run, ignore_errors=True)


if __name__ == "__main__":
    main()
