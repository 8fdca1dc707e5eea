"""What can be wrong with a network, as data: one fault, and what several add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self, get_args

Direction = Literal["to_server", "to_client", "both"]


@dataclass(frozen=True)
class Kind:
    """What a fault does to the bytes that go one way.

    ``latency`` and ``jitter`` are seconds, ``rate`` bytes per second, ``cut_after`` bytes.
    ``resets`` and ``refuses`` concern whole connections, whatever the direction.
    """

    latency: float = 0.0
    jitter: float = 0.0
    stalls: bool = False
    rate: float | None = None
    cut_after: int | None = None
    resets: bool = False
    refuses: bool = False


class Fault:
    """A fault that lasts from the call that made it until ``heal``, or to the end of a ``with``."""

    def __init__(self, kind: Kind, direction: Direction, end: Callable[[Fault], None]) -> None:
        self.kind = kind
        self.direction = direction
        self._end = end

    def heal(self) -> None:
        """End this fault; others go on. Harmless when it has ended already."""
        self._end(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.heal()


@dataclass(frozen=True)
class Conditions:
    """What all faults together do to the bytes that go one way."""

    latency: float = 0.0
    jitter: float = 0.0
    stalled: bool = False
    rate: float | None = None
    cuts: tuple[Fault, ...] = ()


def conditions(faults: Iterable[Fault], way: Direction) -> Conditions:
    """Add up faults for one way: delays add, the narrowest bandwidth and the first cut count."""
    here = [each for each in faults if each.direction in (way, "both")]
    rates = [each.kind.rate for each in here if each.kind.rate is not None]
    return Conditions(
        latency=sum(each.kind.latency for each in here),
        jitter=sum(each.kind.jitter for each in here),
        stalled=any(each.kind.stalls for each in here),
        rate=min(rates, default=None),
        cuts=tuple(each for each in here if each.kind.cut_after is not None),
    )


def known_direction(direction: Direction) -> Direction:
    """A direction, checked; ValueError names the three that there are."""
    if direction not in get_args(Direction):
        raise ValueError(f"direction is {direction!r}; it can be {', '.join(get_args(Direction))}")
    return direction


def not_negative(name: str, value: float) -> float:
    """A quantity, checked; ValueError names it."""
    if value < 0:
        raise ValueError(f"{name} is {value}; it must not be negative")
    return value


def positive(name: str, value: float) -> float:
    """A quantity that cannot be zero, checked; ValueError names it."""
    if value <= 0:
        raise ValueError(f"{name} is {value}; it must be above zero")
    return value
