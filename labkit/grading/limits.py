"""Limits on what a suite's process may use up."""

import resource
import sys

_MEGABYTE = 1024 * 1024
FILE_BYTES = 64 * _MEGABYTE
MEMORY_BYTES = 4096 * _MEGABYTE
OPEN_FILES = 1024


def limit_this_process(cpu_seconds: float) -> None:
    """Set this process's limits, for itself and for all that it starts.

    Args:
        cpu_seconds: processor time after which the system ends the process.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, int(cpu_seconds) + 1)
    _lower(resource.RLIMIT_FSIZE, FILE_BYTES)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    if sys.platform == "linux":  # elsewhere address space is not a measure of memory
        _lower(resource.RLIMIT_AS, MEMORY_BYTES)


def _lower(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))
