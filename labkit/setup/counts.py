"""How many checks passed and failed, read from what a check's program printed."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(\d+) (passed|failed|errors?)\b")


@dataclass(frozen=True)
class Counts:
    """A number of checks.

    Args:
        passed: that passed.
        failed: that did not, errors included.
    """

    passed: int = 0
    failed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed"


def by_status(_lines: list[str], status: int) -> Counts:
    """Count the whole program as one check."""
    return Counts(failed=1) if status else Counts(passed=1)


def by_last_line(lines: list[str], status: int) -> Counts:
    """Count by the summary that ends the output, as pytest and ``labkit validate`` print it.

    A program that ends badly without having counted a failure (it crashed, or collected nothing)
    counts as one failure, and so does one that printed no summary at all.
    """
    found = _NUMBER.findall(lines[-1]) if lines else []
    passed = sum(int(number) for number, what in found if what == "passed")
    failed = sum(int(number) for number, what in found if what != "passed")
    unsaid = not failed and (status != 0 or not found)
    return Counts(passed, 1 if unsaid else failed)
