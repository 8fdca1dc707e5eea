"""One way of one connection: bytes are taken from one socket and given to the other, or not."""

import asyncio
import socket
from collections import deque
from dataclasses import dataclass
from random import Random

from labkit.faults.fault import Direction, Fault
from labkit.faults.weather import Weather

_CHUNK_BYTES = 16 * 1024
_HELD_BYTES = 256 * 1024
_CHUNK_WEIGHT = 256  # what keeping a chunk costs beside its bytes
_SLICES_PER_SECOND = 50


class Cut(Exception):
    """A connection has passed as many bytes as a cut allows."""


@dataclass(frozen=True)
class _Chunk:
    data: bytes  # empty: the sender has closed its side, or failed
    arrived: float
    chance: float  # 0 to 1: its share of the jitter
    problem: OSError | None = None

    @property
    def weight(self) -> int:
        return _CHUNK_WEIGHT + len(self.data)


class Pump:
    """Carries bytes one way through the weather.

    It holds a quarter of a megabyte at most and then takes no more: a sender who floods a stalled
    or slow connection meets full buffers, as on a real network.
    """

    def __init__(
        self, source: socket.socket, target: socket.socket, way: Direction, weather: Weather
    ) -> None:
        self._source = source
        self._target = target
        self._way = way
        self._weather = weather
        self._held: deque[_Chunk] = deque()
        self._weight = 0
        self._news = asyncio.Event()
        self._budgets: dict[Fault, int] = {}
        self._free_at = 0.0

    async def run(self, random: Random) -> None:
        """Carry until the sender closes its side; Cut or OSError end it before."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._take(random))
            both.create_task(self._give())

    async def _take(self, random: Random) -> None:
        more = True
        while more:
            await self._weather.while_stalled(self._way)
            while self._weight >= _HELD_BYTES:
                await self._next_news()
            chunk = await self._receive(random.random())
            self._held.append(chunk)
            self._weight += chunk.weight
            self._news.set()
            more = bool(chunk.data)

    async def _receive(self, chance: float) -> _Chunk:
        """What comes next. A failure comes in its turn, after the bytes that came before it."""
        loop = asyncio.get_running_loop()
        try:
            data = await loop.sock_recv(self._source, _CHUNK_BYTES)
        except OSError as problem:
            return _Chunk(b"", loop.time(), chance, problem)
        return _Chunk(data, loop.time(), chance)

    async def _give(self) -> None:
        while True:
            while not self._held:
                await self._next_news()
            chunk = self._held[0]
            await self._until_due(chunk)
            if chunk.problem:
                raise chunk.problem
            if not chunk.data:
                return self._target.shutdown(socket.SHUT_WR)
            await self._send(chunk.data)
            self._held.popleft()
            self._weight -= chunk.weight
            self._news.set()

    async def _until_due(self, chunk: _Chunk) -> None:
        """Wait as long as the weather asks, whichever way it changes meanwhile."""
        loop = asyncio.get_running_loop()
        while True:
            await self._weather.while_stalled(self._way)
            now = self._weather.conditions(self._way)
            left = chunk.arrived + now.latency + chunk.chance * now.jitter - loop.time()
            if left <= 0:
                return
            await self._weather.change(left)

    async def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            await self._weather.while_stalled(self._way)
            part = rest[: self._slice_bytes(len(rest))]
            await asyncio.get_running_loop().sock_sendall(self._target, part)
            self._spend(len(part))
            rest = rest[len(part) :]
            await self._keep_the_rate(len(part))

    def _slice_bytes(self, most: int) -> int:
        """How many bytes may go at once; none when a cut is due."""
        now = self._weather.conditions(self._way)
        # A cut counts from its own beginning: its budget is set when it is first met.
        self._budgets = {cut: self._budgets.get(cut, cut.kind.cut_after or 0) for cut in now.cuts}
        allowed = min([most, *self._budgets.values()])
        return allowed if now.rate is None else min(allowed, _slice(now.rate))

    def _spend(self, count: int) -> None:
        self._budgets = {cut: left - count for cut, left in self._budgets.items()}
        if 0 in self._budgets.values():
            raise Cut

    async def _keep_the_rate(self, count: int) -> None:
        """After so many bytes, wait as long as they may take."""
        loop = asyncio.get_running_loop()
        start = max(self._free_at, loop.time())
        while (rate := self._weather.conditions(self._way).rate) is not None:
            self._free_at = start + count / rate
            if self._free_at <= loop.time():
                return
            await self._weather.change(self._free_at - loop.time())

    async def _next_news(self) -> None:
        self._news.clear()
        await self._news.wait()


def _slice(rate: float) -> int:
    return max(1, int(rate / _SLICES_PER_SECOND))
