"""Commands run inside a container: processes beside its server, told where the server is."""

import os
import re
import shlex
import socket
import subprocess
import threading
from collections.abc import Iterable
from typing import IO

from labkit.engine import account
from labkit.engine.api import containers
from labkit.engine.api.routing import ApiError, Call, Reply, route
from labkit.engine.container import Container
from labkit.engine.fleet import Exec
from labkit.engine.logs import STDERR, STDOUT, frame

_RAW = "application/vnd.docker.raw-stream"
_NOT_FOUND, _NOT_EXECUTABLE = 127, 126


def _create(call: Call) -> Reply:
    container = containers.find(call)
    if container.state.status != "running":
        raise ApiError(409, f"container {container.id} is not running")
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
        threading.Thread(target=_run, args=(run, None), daemon=True).start()
        return Reply(200)
    return Reply(hijack=lambda connection: _run(run, connection), content_type=_RAW)


def _run(run: Exec, connection: socket.socket | None) -> None:
    """Run the command and send what it prints, framed, as it comes."""
    container = run.container
    container.wait_until_ready()
    run.running = True
    try:
        process = _spawn(run)
    except OSError as error:
        program = (run.request.get("Cmd") or ["?"])[0]
        _send(connection, STDOUT, f'exec: "{program}": {error.strerror}\r\n'.encode())
        run.exit_code = _NOT_FOUND if isinstance(error, FileNotFoundError) else _NOT_EXECUTABLE
    else:
        run.pid = process.pid
        _relay(process, connection)
        run.exit_code = process.wait()
    run.running = False


def _spawn(run: Exec) -> subprocess.Popen[bytes]:
    server = run.container.server
    port = server.reservation.port if server.reservation else 0
    own = (entry.partition("=") for entry in run.request.get("Env") or [])
    environment = {
        "HOME": str(server.folder),
        "LANG": "C.UTF-8",
        **server.wishes.environment,
        **server.exec_environment(port),
        **{name: value for name, _, value in own},
    }
    return subprocess.Popen(
        translate(run.request.get("Cmd") or [], run.container),
        env=environment,
        cwd=server.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **account.process_options(),
    )


def translate(command: str | Iterable[str], container: Container) -> list[str]:
    """A command as it must read outside a container: its own port and its own files."""
    words = shlex.split(command) if isinstance(command, str) else list(command)
    for inside, reservation in container.reservations.items():
        pattern = rf"((?:^|\s)-p\s*|--port[= ]|127\.0\.0\.1:|localhost:){inside}\b"
        words = [re.sub(pattern, rf"\g<1>{reservation.port}", word) for word in words]
        words = [
            str(reservation.port) if word == str(inside) and before in ("-p", "--port") else word
            for before, word in zip(["", *words], words, strict=False)
        ]
    for path, here in container.files.items():
        words = [_with_path(word, path, str(here)) for word in words]
    return words


def _with_path(word: str, inside: str, here: str) -> str:
    return re.sub(rf"(?<![\w/.-]){re.escape(inside)}(?![\w.-])", lambda _: here, word)


def _relay(process: subprocess.Popen[bytes], connection: socket.socket | None) -> None:
    assert process.stdout is not None
    assert process.stderr is not None
    guard = threading.Lock()

    def relay(stream: int, source: IO[bytes]) -> None:
        with source:
            while data := os.read(source.fileno(), 65536):
                with guard:
                    _send(connection, stream, data)

    side = threading.Thread(target=relay, args=(STDERR, process.stderr), daemon=True)
    side.start()
    relay(STDOUT, process.stdout)
    side.join()


def _send(connection: socket.socket | None, stream: int, data: bytes) -> None:
    if connection is not None:
        connection.sendall(frame(stream, data))


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
