"""How long a run may take before anything is known of its suite, and what to say of that."""

from labkit import engine
from labkit.grading.findings import Limits

_TIMES_AS_LONG = 3  # a container takes seconds on Docker, and tens of them on a busy machine


def first_limits() -> Limits:
    """The limits for a first run, on the container engine of this process.

    Raises:
        MachineLacks: when no container engine can be had.
    """
    limits = Limits()
    if engine.use().kind == "embedded":
        return limits
    return Limits(_TIMES_AS_LONG * limits.total, _TIMES_AS_LONG * limits.stall)


def aside() -> str:
    """What to know of how long a check takes on this process's engine; empty on our own.

    Raises:
        MachineLacks: when no container engine can be had.
    """
    kind = engine.use().kind
    if kind == "embedded":
        return ""
    return (
        f"{kind.capitalize()} needs seconds for each container, and a check starts dozens of them. "
        "Opened with LABKIT_ENGINE=embedded, the lab runs the same kinds of servers as plain "
        "processes, and a check takes a fraction of the time."
    )
