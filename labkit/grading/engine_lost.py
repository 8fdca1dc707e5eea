"""Telling a lost container engine from a suite that fails: the engine itself is asked."""

import http.client
from collections.abc import Mapping
from pathlib import Path

from labkit.engine.connection import UnixConnection
from labkit.errors import MachineLacks

_SECONDS = 5.0


def ensure_engine_answers(environment: Mapping[str, str]) -> None:
    """Blame nobody's suite for an engine that has gone away.

    Args:
        environment: the variables by which the runs found their engine.

    Raises:
        MachineLacks: when it does not answer any more.
    """
    address = environment.get("DOCKER_HOST", "")
    if address and not _answers(address):
        raise MachineLacks(
            "The container engine went away during the run, so nothing was graded; run it again, "
            "and see `labkit doctor` if that does not help."
        )


def _answers(address: str) -> bool:
    connection = _connection(address)
    if connection is None:
        return True
    try:
        connection.request("GET", "/_ping")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _connection(address: str) -> http.client.HTTPConnection | None:
    """A connection to the engine; None for kinds of addresses that only docker can use."""
    scheme, _, rest = address.partition("://")
    if scheme == "unix":
        return UnixConnection(Path(rest), _SECONDS)
    host, _, port = rest.partition(":")
    if scheme in ("tcp", "http") and port.isdigit() and int(port) != 2376:
        return http.client.HTTPConnection(host, int(port), timeout=_SECONDS)
    return None
