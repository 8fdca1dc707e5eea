"""Where a run's time goes, read from pytest's own `--durations`."""

import re
from dataclasses import dataclass

from labkit.lessons.organising.projects import Project

_LINE = re.compile(r"^ *([\d.]+)s (setup|call|teardown) +(?:.*::)?(\w+)", re.M)


@dataclass(frozen=True)
class Durations:
    """Seconds by test and phase: "setup", "call", "teardown"."""

    seconds: dict[str, dict[str, float]]

    def __repr__(self) -> str:
        return f"{len(self.seconds)} tests measured"

    @property
    def slowest(self) -> list[str]:
        """The tests, the slowest first."""
        return sorted(self.seconds, key=lambda test: -sum(self.seconds[test].values()))


def measured(project: Project, *options: str) -> Durations:
    """Run a project's tests with `--durations=0` and read what it says.

    Args:
        project: where.
        options: pytest's further options.
    """
    output = project.run("--durations=0", "--durations-min=0", *options).output
    found: dict[str, dict[str, float]] = {}
    for seconds, phase, test in _LINE.findall(output):
        found.setdefault(test, {})[phase] = float(seconds)
    return Durations(found)
