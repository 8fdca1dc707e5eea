"""How long a run may take before anything is known of its suite."""

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
