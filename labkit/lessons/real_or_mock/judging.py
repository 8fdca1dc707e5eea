"""The suite on mocks that the exercise replaces, on the right system and on every wrong one."""

from dataclasses import dataclass

from labkit import rubrics
from labkit.lessons.real_or_mock.comparing import source_of
from labkit.lessons.trials import Trial, ended, try_all


@dataclass(frozen=True)
class Inherited:
    """How the inherited suite judges.

    Attributes:
        passed: how many of its tests pass on the right system.
        tests: how many tests it has.
        caught: on how many of the wrong systems it is red.
        bugs: how many wrong systems there are.
    """

    passed: int
    tests: int
    caught: int
    bugs: int

    def __repr__(self) -> str:
        return (
            f"on the right system: {self.passed} of {self.tests} tests pass\n"
            f"on {self.bugs} wrong ones: green on {self.bugs - self.caught}, red on {self.caught}"
        )


def inherited() -> Inherited:
    """Run the inherited suite on the right system, and on one with each of the seeded bugs.

    Raises:
        LabError: when a run did not end in time.
    """
    bugs = {bug.id: bug.changes for bug in rubrics.load("real_or_mock").bugs}
    source = source_of("inherited")
    systems = {"": (), **bugs}
    tried = ended(try_all({name: Trial(source, change) for name, change in systems.items()}))
    right = tried[""]
    passed = len(right.outcomes) - len(right.failures)
    caught = sum(tried[name].is_red for name in bugs)
    return Inherited(passed, len(right.outcomes), caught, len(bugs))
