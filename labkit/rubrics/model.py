"""What a rubric is made of: parts with points, seeded bugs, and variants that are correct."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from labkit.errors import LabError
from labkit.rubrics.decisions import Decision


@dataclass(frozen=True)
class Change:
    """One edit of the system under test.

    Attributes:
        file: the file, relative to the systems folder, for example ``"users/repository.py"``.
        snippet: text that occurs exactly once in the file.
        replacement: what stands there instead.
    """

    file: str
    snippet: str
    replacement: str


@dataclass(frozen=True)
class Part:
    """One area of the exercise and its points, shared evenly by its bugs and decisions."""

    id: str
    name: str
    points: int
    section: str
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Quality:
    """Points for how a suite behaves: ``valid`` on correct variants, ``isolated`` in any order."""

    valid: int
    isolated: int


@dataclass(frozen=True)
class Bug:
    """One plausible mistake that a good suite notices.

    Attributes:
        part: the id of the part that it belongs to.
        symptom: what a user of the system would report.
        misconception: the belief of the author that led to it.
        hints: three, each saying more than the one before: where to look, what kind of test
            would show it, the idea of the test in words.
        section: the heading of the lesson to read again.
        changes: the edits that seed it.
        twins: ids of bugs that no test can tell apart from this one.
        waits: whether tests tend to wait in vain on it, so that its run had better begin early.
        place: file and line, for messages to authors.
    """

    id: str
    part: str
    symptom: str
    misconception: str
    hints: tuple[str, str, str]
    section: str
    changes: tuple[Change, ...]
    twins: tuple[str, ...] = ()
    waits: bool = False
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Correct:
    """A variant that keeps the contract, so a fair suite passes on it.

    Attributes:
        allows: the freedom that it takes, as one sentence to a learner whose suite refused it.
        changes: the edits; none at all is the original.
    """

    id: str
    allows: str
    changes: tuple[Change, ...]
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Rubric:
    """How the suites of one exercise are graded.

    Attributes:
        name: the exercise's name, for example ``"databases"``.
        lesson: the lesson notebook, relative to the project's root.
        exercise: the exercise notebook, relative to the project's root.
        decisions: questions whose answers earn points beside the bugs; often none.
        imports: modules that every suite needs and that take long to import; no system is one.
        fresh_starts: how many times to run a suite also in a Python that is started for it, with
            a hash seed of its own; each takes a second or two.
        is_part: whether this is one part of an exercise only.
    """

    name: str
    title: str
    lesson: str
    exercise: str
    parts: tuple[Part, ...]
    quality: Quality
    bugs: tuple[Bug, ...]
    correct: tuple[Correct, ...]
    decisions: tuple[Decision, ...] = ()
    imports: tuple[str, ...] = ()
    fresh_starts: int = 0
    is_part: bool = False

    @property
    def max_points(self) -> int:
        """The points of all parts and of both qualities."""
        return sum(part.points for part in self.parts) + self.quality.valid + self.quality.isolated

    @property
    def variants(self) -> tuple[Correct | Bug, ...]:
        """Every variant that a suite is run against: the correct ones first, then the bugs."""
        return (*self.correct, *self.bugs)

    def only(self, part: str) -> "Rubric":
        """The rubric of one part alone: its bugs, its points, and every correct variant.

        Raises:
            LabError: when there is no such part.
        """
        parts = tuple(each for each in self.parts if each.id == part)
        if not parts:
            known = ", ".join(each.id for each in self.parts)
            raise LabError(f"{self.name} has no part '{part}'; its parts are: {known}.")
        bugs = tuple(self.bugs_of(part))
        decisions = tuple(self.decisions_of(part))
        return replace(
            self,
            parts=parts,
            bugs=bugs,
            decisions=decisions,
            quality=Quality(0, 0),
            is_part=True,
        )

    def bugs_of(self, part: str) -> Iterator[Bug]:
        """The bugs that share the points of one part."""
        return (bug for bug in self.bugs if bug.part == part)

    def decisions_of(self, part: str) -> Iterator[Decision]:
        """The decisions that share the points of one part."""
        return (decision for decision in self.decisions if decision.part == part)

    def bug(self, bug_id: str) -> Bug:
        """The bug with this id.

        Raises:
            KeyError: when there is none.
        """
        for bug in self.bugs:
            if bug.id == bug_id:
                return bug
        raise KeyError(bug_id)
