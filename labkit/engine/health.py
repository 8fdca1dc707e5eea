"""Health checks: a command run inside a container again and again, as Docker does it."""

from __future__ import annotations

import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from labkit.engine import inside

if TYPE_CHECKING:
    from labkit.engine.container import Container

_NANOSECONDS = 1e9
_DEFAULT_SECONDS = 30.0  # Docker's, for the interval and for the time that a check may take
_DEFAULT_RETRIES = 3
_KEPT_RESULTS = 5
_KEPT_BYTES = 4096


@dataclass(frozen=True)
class Check:
    """What to run, and when; times are seconds."""

    command: list[str]
    interval: float
    timeout: float
    start_period: float
    retries: int


@dataclass(frozen=True)
class Result:
    """One run of a check; times are seconds since the epoch."""

    start: float
    end: float
    exit_code: int
    output: str


@dataclass
class Health:
    """How a container has done since it was started last."""

    status: str = "starting"
    failures: int = 0
    results: deque[Result] = field(default_factory=lambda: deque(maxlen=_KEPT_RESULTS))

    def note(self, result: Result, check: Check, age: float) -> None:
        """Take in a result; failures during the start period do not count.

        Args:
            result: of the last run.
            check: whose retries and start period hold.
            age: seconds since the container's start.
        """
        self.results.append(result)
        if result.exit_code == 0:
            self.status, self.failures = "healthy", 0
        elif self.status != "starting" or age > check.start_period:
            self.failures += 1
            if self.failures >= check.retries:
                self.status = "unhealthy"


def wanted(request: Mapping[str, Any]) -> Check | None:
    """The check that a create call asks for; None when it asks for none."""
    asked = request.get("Healthcheck") or {}
    kind, *words = asked.get("Test") or ["NONE"]
    if kind == "NONE":
        return None
    return Check(
        command=["sh", "-c", *words] if kind == "CMD-SHELL" else words,
        interval=(asked.get("Interval") or 0) / _NANOSECONDS or _DEFAULT_SECONDS,
        timeout=(asked.get("Timeout") or 0) / _NANOSECONDS or _DEFAULT_SECONDS,
        start_period=(asked.get("StartPeriod") or 0) / _NANOSECONDS,
        retries=asked.get("Retries") or _DEFAULT_RETRIES,
    )


def watch(container: Container, check: Check) -> None:
    """Run a check at its interval, in a thread of its own, until the container ends."""
    container.health = health = Health()
    threading.Thread(target=_watch, args=(container, check, health), daemon=True).start()


def _watch(container: Container, check: Check, health: Health) -> None:
    began = time.monotonic()
    while not container.ended.wait(check.interval) and container.health is health:
        if container.state.status == "running" and container.server.process is not None:
            health.note(_run(container, check), check, time.monotonic() - began)


def _run(container: Container, check: Check) -> Result:
    start = time.time()
    try:
        process = inside.spawn(container, {"Cmd": check.command})
    except OSError as error:
        return Result(start, time.time(), 127, str(error))
    try:
        printed, complaint = process.communicate(timeout=check.timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        told = f"Health check exceeded timeout ({check.timeout:g}s)"
        return Result(start, time.time(), -1, told)
    output = (printed + complaint)[:_KEPT_BYTES].decode("utf-8", "replace")
    return Result(start, time.time(), process.returncode, output)
