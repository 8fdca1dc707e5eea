"""The proxy itself: an address for clients, and one method for each thing that can go wrong."""

import asyncio
import socket
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

from labkit.faults import fault
from labkit.faults.fault import Direction, Fault, Kind
from labkit.faults.port import LOOPBACK, Port
from labkit.faults.traffic import Traffic


class FaultProxy:
    """A TCP proxy on a free port of 127.0.0.1, in front of one server.

    Give a client ``proxy.host`` and ``proxy.port`` in place of the server's. Every fault lasts from
    the call that makes it until it is healed, and is healed at the end of its ``with`` block::

        with FaultProxy(container.get_container_host_ip(), port) as proxy:
            system = System(proxy.host, proxy.port)
            with proxy.latency(0.2):
                ...

    Faults hold for connections that are open as well as for new ones, and several add up. The
    proxy keeps at most a quarter of a megabyte for each way of a connection.

    Args:
        host: the server's host.
        port: the server's port.
        seed: equal seeds give the n-th connection the same jitter.

    Raises:
        socket.gaierror: when there is no such host.
    """

    host = LOOPBACK

    def __init__(self, host: str, port: int, seed: int = 0) -> None:
        self._traffic = Traffic(_addresses(host, port), seed)
        self._port = Port()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="fault proxy", daemon=True
        )
        self._thread.start()
        self._do(self._traffic.open(self._port))

    @property
    def port(self) -> int:
        """Where clients connect; it stays the same through ``down`` and ``up``."""
        return self._port.number

    @property
    def accepted(self) -> int:
        """How many connections have come in so far."""
        return self._traffic.accepted

    @property
    def open_connections(self) -> int:
        """How many connections are open now."""
        return self._traffic.open_connections

    def latency(
        self, seconds: float, jitter: float = 0.0, direction: Direction = "to_client"
    ) -> Fault:
        """Deliver bytes later: by ``seconds`` plus, for each piece, 0 to ``jitter`` seconds.

        Answers come later by default, so that a round trip takes ``seconds`` more.
        """
        fault.not_negative("seconds", seconds)
        fault.not_negative("jitter", jitter)
        return self._begin(Kind(latency=seconds, jitter=jitter), direction)

    def stall(self, direction: Direction = "both") -> Fault:
        """Let nothing pass, and close nothing: whoever waits for an answer goes on waiting."""
        return self._begin(Kind(stalls=True), direction)

    def cut(self, after: int, direction: Direction = "to_client") -> Fault:
        """Close each connection once ``after`` bytes have passed it from now on."""
        fault.not_negative("after", after)
        return self._begin(Kind(cut_after=after), direction)

    def bandwidth(self, bytes_per_second: float, direction: Direction = "both") -> Fault:
        """Let no more than so many bytes pass each connection in a second, either way."""
        fault.positive("bytes_per_second", bytes_per_second)
        return self._begin(Kind(rate=bytes_per_second), direction)

    def reset(self) -> Fault:
        """Reset (RST) every open connection, and each new one as soon as it is made."""
        return self._begin(Kind(resets=True))

    def refuse(self) -> Fault:
        """Refuse new connections; those that are open go on."""
        return self._begin(Kind(refuses=True))

    def down(self) -> Fault:
        """Reset every open connection and refuse new ones, as a server that was killed does."""
        return self._begin(Kind(refuses=True, resets=True))

    def up(self) -> None:
        """Let clients in again, after ``down`` or ``refuse``; other faults go on."""
        self._do(self._traffic.end_refusals())

    def heal(self) -> None:
        """End every fault. What was held back goes on its way at once."""
        self._do(self._traffic.end_all())

    def reset_open(self) -> None:
        """Reset the connections that are open now; new ones work."""
        self._do(self._traffic.reset_open())

    def point_to(self, host: str, port: int) -> None:
        """Send new connections to another server, or to one whose port has changed."""
        self._traffic.addresses = _addresses(host, port)

    def close(self) -> None:
        """Close every connection and give the port back; harmless when done already."""
        if self._loop.is_closed():
            return
        self._do(self._traffic.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self, kind: Kind, direction: Direction = "both") -> Fault:
        made = Fault(kind, fault.known_direction(direction), self._end)
        self._do(self._traffic.begin(made))
        return made

    def _end(self, ending: Fault) -> None:
        if not self._loop.is_closed():
            self._do(self._traffic.end(ending))

    def _do(self, change: Coroutine[Any, Any, None]) -> None:
        """Make a change in the proxy's thread; it is made when this returns."""
        if self._loop.is_closed():
            change.close()
            raise RuntimeError("this proxy is closed: make a new one")
        asyncio.run_coroutine_threadsafe(change, self._loop).result()


def _addresses(host: str, port: int) -> list[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
