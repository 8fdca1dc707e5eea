"""Commands run inside a container, as calls."""

import os
import socket
import subprocess
import threading
from collections.abc import Callable
from typing import IO

from labkit.engine import inside
from labkit.engine.api import containers
from labkit.engine.api.routing import ApiError, Call, Reply, route
from labkit.engine.fleet import Exec
from labkit.engine.logs import STDERR, STDOUT, frame

_RAW = "application/vnd.docker.raw-stream"
_NOT_FOUND, _NOT_EXECUTABLE = 127, 126

Send = Callable[[int, bytes], None]


def _create(call: Call) -> Reply:
    container = containers.find(call)
    if container.state.status == "paused":
        problem = f"Container {container.id} is paused, unpause the container before exec"
        raise ApiError(409, problem)
    if container.state.status != "running":
        raise ApiError(409, f"container {container.id} is not running{container.why_ended()}")
    run = Exec(container, call.json)
    call.supervisor.fleet.execs[run.id] = run
    return Reply(201, {"Id": run.id})


def _find(call: Call) -> Exec:
    try:
        return call.supervisor.fleet.execs[call.names["id"]]
    except KeyError as missing:
        raise ApiError(404, f"No such exec instance: {call.names['id']}") from missing


def _start(call: Call) -> Reply:
    run = _find(call)
    if call.json.get("Detach"):
        threading.Thread(target=_run, args=(run, _nobody), daemon=True).start()
        return Reply(200)
    return Reply(hijack=lambda connection: _run(run, _sender(run, connection)), content_type=_RAW)


def _nobody(stream: int, data: bytes) -> None:
    """Where the output of a detached command goes."""


def _sender(run: Exec, connection: socket.socket) -> Send:
    """How output is sent: as one stream for a terminal, else framed by stream."""
    if run.request.get("Tty"):
        return lambda _, data: connection.sendall(data.replace(b"\n", b"\r\n"))
    return lambda stream, data: connection.sendall(frame(stream, data))


def _run(run: Exec, send: Send) -> None:
    """Run the command and send what it prints as it comes."""
    run.container.wait_until_ready()
    run.running = True
    try:
        process = inside.spawn(run.container, run.request)
    except inside.NoFolder as problem:
        send(STDOUT, f"OCI runtime exec failed: {problem}\r\n".encode())
        run.exit_code = _NOT_EXECUTABLE
    except OSError as error:
        program = (run.request.get("Cmd") or ["?"])[0]
        send(STDOUT, f'exec: "{program}": {error.strerror}\r\n'.encode())
        run.exit_code = _NOT_FOUND if isinstance(error, FileNotFoundError) else _NOT_EXECUTABLE
    else:
        run.pid = process.pid
        _relay(process, send)
        run.exit_code = process.wait()
    run.running = False


def _relay(process: subprocess.Popen[bytes], send: Send) -> None:
    assert process.stdout is not None
    assert process.stderr is not None
    guard = threading.Lock()

    def relay(stream: int, source: IO[bytes]) -> None:
        with source:
            while data := os.read(source.fileno(), 65536):
                with guard:
                    send(stream, data)

    side = threading.Thread(target=relay, args=(STDERR, process.stderr), daemon=True)
    side.start()
    relay(STDOUT, process.stdout)
    side.join()


def _inspect(call: Call) -> Reply:
    run = _find(call)
    return Reply(
        json={
            "ID": run.id,
            "ContainerID": run.container.id,
            "Running": run.running,
            "ExitCode": run.exit_code,
            "Pid": run.pid,
            "ProcessConfig": {"entrypoint": "", "arguments": run.request.get("Cmd") or []},
        }
    )


ROUTES = [
    route("POST", "/containers/{id}/exec", _create),
    route("POST", "/exec/{id}/start", _start),
    route("GET", "/exec/{id}/json", _inspect),
]
