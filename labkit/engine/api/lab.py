"""labkit's own calls beside Docker's: leases, status, stop."""

import os

from labkit.engine.api.http import peer_pid
from labkit.engine.api.routing import ApiError, Call, Reply, route


def _lease(call: Call) -> Reply:
    """Keep the engine running for as long as the caller lives and keeps this connection."""
    supervisor = call.supervisor
    pid = peer_pid(call.connection)
    if not supervisor.leases.open(call.connection, pid):
        raise ApiError(503, "labkit's engine is stopping")

    def hold(_: object) -> None:
        try:
            while call.connection.recv(64):
                pass
        except OSError:
            pass
        supervisor.leases.end(call.connection)

    return Reply(hijack=hold)


def _pin(call: Call) -> Reply:
    call.supervisor.leases.pin()
    return Reply(204)


def _status(call: Call) -> Reply:
    supervisor = call.supervisor
    return Reply(
        json={
            "pid": os.getpid(),
            "run": str(supervisor.fleet.site.run),
            "containers": len(supervisor.fleet.all()),
            "leases": supervisor.leases.count(),
            "pinned": supervisor.leases.pinned,
        }
    )


def _stop(call: Call) -> Reply:
    call.supervisor.stop_soon()
    return Reply(204)


ROUTES = [
    route("POST", "/labkit/lease", _lease),
    route("POST", "/labkit/pin", _pin),
    route("GET", "/labkit/status", _status),
    route("POST", "/labkit/stop", _stop),
]
