"""All that happens in a proxy's own thread: accepting, carrying, and changes of the weather."""

import asyncio
import contextlib
import socket
from functools import partial
from typing import Any

from labkit.faults.fault import Fault
from labkit.faults.link import Link, prepared
from labkit.faults.port import Port
from labkit.faults.weather import Weather


class Traffic:
    """The connections of one proxy; but for the two counts, used in the proxy's thread only.

    Args:
        addresses: where the server is, as ``socket.getaddrinfo`` says it.
        seed: decides the jitter of every connection.
    """

    def __init__(self, addresses: list[Any], seed: int) -> None:
        self.addresses = addresses
        self.accepted = 0
        self._seed = seed
        self._weather = Weather()
        self._links: dict[Link, asyncio.Task[None]] = {}
        self._port: Port | None = None
        self._listener: socket.socket | None = None

    @property
    def open_connections(self) -> int:
        """How many connections are open."""
        return len(self._links)

    async def open(self, port: Port) -> None:
        """Begin to let clients in."""
        self._port = port
        self._admit()

    async def begin(self, fault: Fault) -> None:
        """Turn a fault on; it holds for every byte that comes after."""
        await self._becomes((*self._weather.faults, fault))

    async def end(self, fault: Fault) -> None:
        """Turn a fault off."""
        await self._becomes(tuple(each for each in self._weather.faults if each is not fault))

    async def end_refusals(self) -> None:
        """Turn off what keeps clients out."""
        await self._becomes(tuple(each for each in self._weather.faults if not each.kind.refuses))

    async def end_all(self) -> None:
        """Turn everything off."""
        await self._becomes(())

    async def reset_open(self) -> None:
        """Reset every open connection, and wait until it is done."""
        if self._listener is not None:
            self._accept(self._listener)
        for link in self._links:
            link.resets = True
        await self._end_links()

    async def close(self) -> None:
        """Let nobody in any more, close what is open, give the port back."""
        self._refuse()
        await self._end_links()
        if self._port:
            self._port.close()

    async def _becomes(self, faults: tuple[Fault, ...]) -> None:
        self._weather.becomes(faults)
        if any(each.kind.refuses for each in faults):
            self._refuse()
        else:
            self._admit()
        if self._resets():
            await self.reset_open()

    def _resets(self) -> bool:
        return any(each.kind.resets for each in self._weather.faults)

    def _admit(self) -> None:
        if self._listener is None and self._port:
            self._listener = self._port.open()
            asyncio.get_running_loop().add_reader(self._listener, self._accept, self._listener)

    def _refuse(self) -> None:
        if self._listener is not None:
            self._accept(self._listener)
            asyncio.get_running_loop().remove_reader(self._listener)
            self._listener = None
        if self._port:
            self._port.refuse()

    async def _end_links(self) -> None:
        ending = list(self._links.values())
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    def _accept(self, listener: socket.socket) -> None:
        """Let in everybody who waits: their connections are open, as they see it."""
        with contextlib.suppress(OSError):  # nobody waits any more
            while True:
                client, _ = listener.accept()
                self._carry(client)

    def _carry(self, client: socket.socket) -> None:
        self.accepted += 1
        link = Link(prepared(client), self._weather, f"{self._seed} {self.accepted}")
        task = asyncio.create_task(link.run(self.addresses))
        self._links[link] = task
        task.add_done_callback(partial(self._forget, link))
        if self._resets():
            link.resets = True
            task.cancel()

    def _forget(self, link: Link, _: asyncio.Task[None]) -> None:
        del self._links[link]
        link.close()
