"""The report of a check: data first, then text and HTML made from it."""

from dataclasses import dataclass
from math import floor
from typing import Any

from labkit.grading.deciding import Decided
from labkit.grading.notes import note
from labkit.grading.scoring import PartMark

_FEW = 3


@dataclass(frozen=True)
class VariantResult:
    """What a suite made of one variant.

    Attributes:
        kind: "correct" or "bug".
        part: the name of the bug's part, empty for a correct variant.
        symptom: what a user would report; for a correct variant the freedom that it takes.
        verdict: passed, failed, error or timeout.
        tests: for a bug the tests that caught it; for a correct variant those that refused it.
        section: the heading of the lesson to read again.
        doubted: for a bug that got away, the tests that fail on it and do not count, for one cannot
            rely on them.
    """

    id: str
    kind: str
    part: str
    symptom: str
    verdict: str
    tests: tuple[str, ...] = ()
    section: str = ""
    doubted: tuple[str, ...] = ()

    @property
    def first(self) -> tuple[str, ...]:
        """The first few of its tests, which is all that a person wants to read."""
        return self.tests[:_FEW]

    @property
    def more(self) -> bool:
        """Whether it has more tests than those."""
        return len(self.tests) > _FEW

    @property
    def is_well(self) -> bool:
        """Whether the suite did the right thing: accept what is correct, catch what is a bug."""
        return self.verdict == ("passed" if self.kind == "correct" else "failed")


@dataclass(frozen=True)
class Report:
    """The marks of one suite, and what there is to say about them.

    Attributes:
        seconds: how long the check took; the only part that differs from check to check.
        broken: why nothing could be graded, else empty.
        reused: what was taken over from the check before, a sentence; empty when all was run.
        messages: sentences to the learner, most important first.
        decided: what came of the learner's decisions.
        isolation: how runs were kept apart, ``bubblewrap`` or ``limits``, where it was asked for.
    """

    exercise: str
    title: str
    lesson: str
    points: int
    max_points: int
    valid: bool
    isolated: bool
    steady: bool
    seconds: float
    parts: tuple[PartMark, ...]
    variants: tuple[VariantResult, ...]
    messages: tuple[str, ...]
    broken: str = ""
    decided: Decided = Decided()  # noqa: RUF009 - it is frozen
    reused: str = ""
    isolation: str = ""

    @property
    def full_marks(self) -> bool:
        """Whether the suite earned all points."""
        return self.points == self.max_points

    @property
    def caught(self) -> tuple[VariantResult, ...]:
        """The bugs that the suite caught."""
        return tuple(v for v in self.variants if v.kind == "bug" and v.is_well)

    @property
    def uncaught(self) -> tuple[VariantResult, ...]:
        """The bugs that got away."""
        return tuple(v for v in self.variants if v.kind == "bug" and not v.is_well)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data, as ``labkit check --json`` prints it."""
        return {
            "exercise": self.exercise,
            "points": self.points,
            "max_points": self.max_points,
            "valid": self.valid,
            "isolated": self.isolated,
            "steady": self.steady,
            "seconds": round(self.seconds, 2),
            "parts": [_part(mark) for mark in self.parts],
            "variants": [_variant(variant) for variant in self.variants],
            "messages": list(self.messages),
        }

    def note(self, mark: PartMark) -> str:
        """What to say beside a mark, empty for most."""
        points = floor(mark.points)
        return note(mark.name, points, mark.max_points, valid=self.valid, isolated=self.isolated)

    def text(self) -> str:
        """The report for a terminal or a stored output: without anything that changes."""
        from labkit.grading.text import as_text

        return as_text(self)

    def html(self) -> str:
        """The report as one self-contained piece of HTML."""
        from labkit.grading.html import as_html

        return as_html(self)


def _part(mark: PartMark) -> dict[str, Any]:
    return {"name": mark.name, "points": floor(mark.points), "max_points": mark.max_points}


def _variant(variant: VariantResult) -> dict[str, Any]:
    return {
        "id": variant.id,
        "kind": variant.kind,
        "part": variant.part,
        "symptom": variant.symptom,
        "verdict": variant.verdict,
        "tests": list(variant.tests),
    }
