"""What the grader asks of the nursery, and what comes back: plain data that travels as JSON."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any


def opaque() -> str:
    """A name that tells nothing: for jobs and folders that a suite could see."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Circumstances:
    """What is special about a run, beside the variant and the order.

    Args:
        inspect: whether to tell at the end what the suite leaves behind.
        look: tests at whose beginning to tell what the suite's servers hold.
        proxied: whether connections to the suite's servers go through a proxy.
        slow: whether the proxy delays them, and the processor is taken away again and again.
        gate: a file by which two copies wait for each other, empty for none.
        side: which of the two copies this is, 0 or 1.
        trace: whether to tell which statements of the system each test comes to.
        stretch: how many times as long the suite's own fixed sleeps last.
        hash_seed: the hash seed of a Python that is started for this run; 0 for a fork of the one
            that is warm, whose seed is 0.
    """

    inspect: bool = False
    look: tuple[str, ...] = ()
    proxied: bool = False
    slow: bool = False
    gate: str = ""
    side: int = 0
    trace: bool = False
    stretch: float = 1.0
    hash_seed: int = 0


PLAIN = Circumstances()


@dataclass(frozen=True)
class Job:
    """One run of a suite against one copy of the systems.

    Args:
        source: the suite's Python source.
        systems: the folder with the copy of ``labkit/systems`` to import.
        order: node ids to run, in this order (repeats allowed); None for the order of the file.
        limit: seconds after which the run is ended.
        stall: seconds without any news after which the run is ended.
        plain: whether to leave asserts as they are, which is faster and explains less. It must be
            the same for all variants: a suite can tell.
        circumstances: what is special about the run.
    """

    source: str
    systems: str
    order: tuple[str, ...] | None = None
    limit: float = 60.0
    stall: float = 20.0
    plain: bool = False
    circumstances: Circumstances = PLAIN
    id: str = field(default_factory=opaque)

    def to_json(self) -> str:
        """This job as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Job:
        """The job that ``to_json`` wrote."""
        data = json.loads(line)
        order, special = data.pop("order"), data.pop("circumstances")
        special["look"] = tuple(special["look"])
        order = None if order is None else tuple(order)
        return cls(order=order, circumstances=Circumstances(**special), **data)


@dataclass(frozen=True)
class Raw:
    """What was seen of a run from outside the suite's process.

    Args:
        id: the job's id.
        ended: ``done``, ``early`` (ended without a last word), ``timeout``, ``stalled``,
            ``flooded``, ``crowded`` or ``cancelled``.
        records: what the recorder inside the suite's process sent, in order.
        seconds: how long the run took.
        output: the end of what the suite printed.
    """

    id: str
    ended: str
    records: tuple[dict[str, Any], ...]
    seconds: float
    output: str

    def to_json(self) -> str:
        """This result as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Raw:
        """The result that ``to_json`` wrote."""
        data = json.loads(line)
        return cls(**{**data, "records": tuple(data["records"])})
