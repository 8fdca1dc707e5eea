"""The faults that are on at this moment, and the news when they change."""

import asyncio
import contextlib

from labkit.faults.fault import Conditions, Direction, Fault, conditions


class Weather:
    """The faults of one proxy; used in the proxy's own thread only."""

    def __init__(self) -> None:
        self.faults: tuple[Fault, ...] = ()
        self._changed = asyncio.Event()

    def conditions(self, way: Direction) -> Conditions:
        """What the faults add up to for bytes that go one way."""
        return conditions(self.faults, way)

    def becomes(self, faults: tuple[Fault, ...]) -> None:
        """Replace the faults and wake all who wait for a change."""
        self.faults = faults
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self, seconds: float | None = None) -> None:
        """Return at the next change, or after some seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)

    async def while_stalled(self, way: Direction) -> None:
        """Return when nothing stalls that way."""
        while self.conditions(way).stalled:
            await self.change()
