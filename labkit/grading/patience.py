"""How long a run may take before anything is known of its suite."""

from labkit.grading.findings import Limits

_TIMES_AS_LONG = 3  # a container takes seconds on Docker, and tens of them on a busy machine


def first_limits(kind: str) -> Limits:
    """The limits for a first run.

    Args:
        kind: of the container engine that it runs on, as ``Engine.kind``.
    """
    limits = Limits()
    if kind == "embedded":
        return limits
    return Limits(_TIMES_AS_LONG * limits.total, _TIMES_AS_LONG * limits.stall)
