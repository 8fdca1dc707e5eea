"""The four strategies as plans: which components are real at which step, and what stands in."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

SUITES = Path(__file__).parent / "suites"
COMPONENTS = ("store", "engine", "reports")
SEAMS = ("store ↔ engine", "engine ↔ reports")
"""Where two neighbours meet, from below."""


@dataclass(frozen=True)
class Step:
    """One step of integration.

    Attributes:
        title: what is done.
        real: the components that are real.
        suite: the tests of this step, a file of ``suites`` without ``test_``.
        stub: the file that stands in below, empty for none.
        driver: the file that stands in above, empty for none.
    """

    title: str
    real: tuple[str, ...]
    suite: str
    stub: str = ""
    driver: str = ""

    @property
    def seams(self) -> tuple[str, ...]:
        """The seams at which two real components meet."""
        joined = [set(pair) <= {*self.real} for pair in pairwise(COMPONENTS)]
        return tuple(seam for seam, both in zip(SEAMS, joined, strict=True) if both)

    @property
    def source(self) -> str:
        """The step's tests as one module, with stub and driver in it."""
        files = [*filter(None, (self.stub, self.driver)), f"test_{self.suite}"]
        return "\n\n".join((SUITES / f"{name}.py").read_text(encoding="utf-8") for name in files)

    def stands_in(self, component: str) -> str:
        """What is at a component's place: "real", "stub", "driver" or "not yet"."""
        if component in self.real:
            return "real"
        lowest, highest = (COMPONENTS.index(self.real[end]) for end in (0, -1))
        at = COMPONENTS.index(component)
        if at == lowest - 1 and self.stub:
            return "stub"
        return "driver" if at == highest + 1 and self.driver else "not yet"


_STORE = Step("the store, below a driver", ("store",), "store", driver="driver_store")
_BOTTOM = Step(
    "the engine joins, below a driver", ("store", "engine"), "store_engine", driver="driver_engine"
)
_REPORTS = Step("the report service, on a stub", ("reports",), "reports", stub="stub_engine")
_TOP = Step(
    "the engine joins, on a stub", ("engine", "reports"), "engine_reports", stub="stub_store"
)


def _everything(title: str) -> Step:
    return Step(title, COMPONENTS, "everything")


STRATEGIES: dict[str, tuple[Step, ...]] = {
    "big bang": (_everything("all three at once"),),
    "bottom-up": (_STORE, _BOTTOM, _everything("the report service joins")),
    "top-down": (_REPORTS, _TOP, _everything("the store joins")),
    "sandwich": (_STORE, _REPORTS, _everything("the engine joins, between them")),
}


def suspects(steps: tuple[Step, ...], number: int) -> tuple[str, ...]:
    """Where a mistake can be that shows at a step and at none before.

    Args:
        steps: the steps of a strategy.
        number: the step's index, from 0.

    Returns:
        The components and seams that are real at this step and were not in any step before.
    """
    here = (*steps[number].real, *steps[number].seams)
    before = {place for step in steps[:number] for place in (*step.real, *step.seams)}
    return tuple(place for place in here if place not in before)
