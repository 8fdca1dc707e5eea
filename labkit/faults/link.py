"""One connection through the proxy: a client, a server, and the two ways between them."""

import asyncio
import contextlib
import socket
import struct
from random import Random
from typing import Any

from labkit.faults.fault import Direction
from labkit.faults.pump import Cut, Pump
from labkit.faults.weather import Weather

_NO_LINGER = struct.pack("ii", 1, 0)  # what is not sent is dropped, and close sends RST


class Link:
    """Carries one client's connection until either side, a fault or the proxy ends it.

    ``resets`` decides how it ends: with RST on both sides, or in order.
    """

    def __init__(self, client: socket.socket, weather: Weather, seed: str) -> None:
        self.resets = False
        self._sockets = [client]
        self._weather = weather
        self._seed = seed

    async def run(self, addresses: list[Any]) -> None:
        """Connect to the server and carry both ways."""
        try:
            self._sockets.append(await _connected(addresses))
            await self._carry(*self._sockets)
        except* Cut:
            pass
        except* OSError:
            self.resets = True  # what one side suffers, the other side must see

    def close(self) -> None:
        """Close both sides."""
        for each in self._sockets:
            with contextlib.suppress(OSError):
                if self.resets:
                    each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
                else:
                    each.shutdown(socket.SHUT_RDWR)
            each.close()

    async def _carry(self, client: socket.socket, server: socket.socket) -> None:
        async with asyncio.TaskGroup() as both:
            there = Pump(client, server, "to_server", self._weather)
            back = Pump(server, client, "to_client", self._weather)
            both.create_task(there.run(self.chances("to_server")))
            both.create_task(back.run(self.chances("to_client")))

    def chances(self, way: Direction) -> Random:
        """The shares of the jitter that the pieces of one way get, one after another."""
        return Random(f"{self._seed} {way}")


def prepared(made: socket.socket) -> socket.socket:
    """A socket made fit for the proxy: it never blocks, and holds back no small pieces."""
    made.setblocking(False)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


async def _connected(addresses: list[Any]) -> socket.socket:
    """A connection to the first address that answers; OSError of the last when none does."""
    problem = OSError("there is no address to connect to")
    for family, kind, protocol, _, address in addresses:
        server = prepared(socket.socket(family, kind, protocol))
        try:
            await asyncio.get_running_loop().sock_connect(server, address)
        except OSError as error:
            server.close()
            problem = error
        except BaseException:
            server.close()
            raise
        else:
            return server
    raise problem
