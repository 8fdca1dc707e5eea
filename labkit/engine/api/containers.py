"""The life cycle of containers, as calls."""

import json
import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from labkit.engine.api import creation, images, listing
from labkit.engine.api.http import peer_pid
from labkit.engine.api.inspection import inspect, summary
from labkit.engine.api.routing import ApiError, Call, Reply, route
from labkit.engine.container import Configuration, Conflict, Container
from labkit.engine.fleet import NameTaken, NotFound
from labkit.engine.logs import STDERR, STDOUT, Wanted
from labkit.engine.ports import PortTaken
from labkit.engine.room import NoRoom

_MULTIPLEXED = "application/vnd.docker.multiplexed-stream"


def find(call: Call) -> Container:
    """The container that a call's path names; ApiError 404 when there is none."""
    try:
        return call.supervisor.fleet.find(call.names["id"])
    except NotFound as missing:
        raise ApiError(404, str(missing)) from missing


@contextmanager
def _docker_errors() -> Iterator[None]:
    try:
        yield
    except NotFound as missing:
        raise ApiError(404, str(missing)) from missing
    except (Conflict, NameTaken) as conflict:
        raise ApiError(409, str(conflict)) from conflict
    except NoRoom as full:
        raise ApiError(500, str(full)) from full
    except PortTaken as taken:
        problem = f"driver failed programming external connectivity: {taken}"
        raise ApiError(500, problem) from taken


def _create(call: Call) -> Reply:
    request = call.json
    image = images.find(str(request.get("Image")))
    configuration = Configuration(
        name=call.query.get("name") or f"lab_{secrets.token_hex(4)}",
        image=image,
        wishes=creation.wishes(request),
        ports=creation.ports(request, image.server.container_port),
        request=request,
        owner=peer_pid(call.connection),
    )
    with _docker_errors():
        container = call.supervisor.fleet.add(configuration)
    try:
        creation.refuse_other_hosts(container, call.supervisor.fleet.all())
    except ApiError:
        call.supervisor.fleet.remove(container)
        raise
    return Reply(201, {"Id": container.id, "Warnings": []})


def _inspect(call: Call) -> Reply:
    return Reply(json=inspect(find(call)))


def _list(call: Call) -> Reply:
    wanted = listing.known(json.loads(call.query.get("filters") or "{}"))
    rows = [summary(each) for each in call.supervisor.fleet.all() if listing.chosen(each, wanted)]
    everything = call.flag("all") or not wanted.keys().isdisjoint(("status", "exited"))
    return Reply(json=[row for row in rows if everything or row["State"] in ("running", "paused")])


def _start(call: Call) -> Reply:
    container = find(call)
    if container.state.status in ("running", "paused"):
        return Reply(304)
    with _docker_errors():
        container.start()
    return Reply(204)


def _stop(call: Call) -> Reply:
    container = find(call)
    if container.state.status not in ("running", "paused"):
        return Reply(304)
    container.stop(_seconds(call))
    return Reply(204)


def _restart(call: Call) -> Reply:
    container = find(call)
    container.stop(_seconds(call))
    with _docker_errors():
        container.start()
    return Reply(204)


def _seconds(call: Call) -> float:
    return float(call.query.get("t") or 10)


def _kill(call: Call) -> Reply:
    name = call.query.get("signal") or "SIGKILL"
    number = int(name) if name.isdigit() else _signal_number(name)
    with _docker_errors():
        find(call).kill(number)
    return Reply(204)


def _signal_number(name: str) -> int:
    full = name if name.startswith("SIG") else f"SIG{name}"
    try:
        return signal.Signals[full.upper()].value
    except KeyError as unknown:
        raise ApiError(400, f"Invalid signal: {name}") from unknown


def _pause(call: Call) -> Reply:
    with _docker_errors():
        find(call).pause()
    return Reply(204)


def _unpause(call: Call) -> Reply:
    with _docker_errors():
        find(call).resume()
    return Reply(204)


def _wait(call: Call) -> Reply:
    container = find(call)
    if container.state.status != "created" or call.query.get("condition") == "next-exit":
        container.ended.wait()
    return Reply(json={"StatusCode": container.state.exit_code})


def _remove(call: Call) -> Reply:
    container = find(call)
    if container.state.status in ("running", "paused") and not call.flag("force"):
        raise ApiError(
            409,
            f"cannot remove container {container.id}: container is {container.state.status}: "
            "stop the container before removing or force remove",
        )
    call.supervisor.fleet.remove(container)
    return Reply(204)


def _logs(call: Call) -> Reply:
    container = find(call)
    streams = {STDOUT: call.flag("stdout"), STDERR: call.flag("stderr")}
    tail = call.query.get("tail", "all")
    wanted = Wanted(
        streams=frozenset(stream for stream, asked in streams.items() if asked),
        tail=int(tail) if tail.isdigit() else None,
        since=float(call.query.get("since") or 0),
        until=float(call.query.get("until") or "inf"),
    )
    stamped = call.flag("timestamps")
    log = container.server.log
    lines = log.follow(wanted) if call.flag("follow") else iter(log.read(wanted))
    return Reply(stream=(line.framed(stamped) for line in lines), content_type=_MULTIPLEXED)


ROUTES = [
    route("POST", "/containers/create", _create),
    route("GET", "/containers/json", _list),
    route("GET", "/containers/{id}/json", _inspect),
    route("GET", "/containers/{id}/logs", _logs),
    route("POST", "/containers/{id}/start", _start),
    route("POST", "/containers/{id}/stop", _stop),
    route("POST", "/containers/{id}/restart", _restart),
    route("POST", "/containers/{id}/kill", _kill),
    route("POST", "/containers/{id}/pause", _pause),
    route("POST", "/containers/{id}/unpause", _unpause),
    route("POST", "/containers/{id}/wait", _wait),
    route("DELETE", "/containers/{id}", _remove),
]
