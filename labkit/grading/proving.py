"""Proving a rubric: the reference answer earns everything, the empty exercise nothing.

What can be seen without running anything, ``labkit.rubrics.problems`` tells.
"""

from collections.abc import Iterator
from pathlib import Path

from labkit.errors import LabError
from labkit.grading import face, sources
from labkit.grading.report import Report
from labkit.rubrics import Rubric


def prove(rubric: Rubric, root: Path) -> list[str]:
    """Every problem that grading the reference answer and the exercise shows; one sentence each.

    Args:
        rubric: a rubric without other problems.
        root: the folder that holds the notebooks; the answer is in ``solutions`` there.

    Raises:
        MachineLacks: when no container engine can be had.
    """
    exercise = root / rubric.exercise
    try:
        answer = sources.read_notebook_suite(root / "solutions" / exercise.name, rubric.name)
        stub = sources.read_notebook_suite(exercise, rubric.name)
    except LabError as error:
        return [str(error).replace(f"{root}/", "")]
    earned = face.check(rubric.name, stub).points
    return [
        *reference_problems(rubric, face.check(rubric.name, answer)),
        *([f"{rubric.exercise}: left as it is, it earns {earned} points."] if earned else []),
    ]


def reference_problems(rubric: Rubric, report: Report) -> Iterator[str]:
    """What is wrong when this is the report of the reference answer.

    Args:
        rubric: the rubric.
        report: its report on the reference answer.
    """
    for result in report.uncaught:
        place = rubric.bug(result.id).place
        yield f"{place}: no test of the reference answer catches '{result.id}'."
    yield from _confused(rubric, report)
    if not report.full_marks and not report.uncaught:
        said = " ".join(report.messages)
        yield (
            f"{rubric.name}: the reference answer earns {report.points} of {report.max_points}"
            f" points: {said}"
        )


def _confused(rubric: Rubric, report: Report) -> Iterator[str]:
    """Bugs that the same tests catch, so that no report can tell which of them it is."""
    seen: dict[tuple[str, ...], str] = {}
    for result in report.caught:
        bug = rubric.bug(result.id)
        other = seen.setdefault(tuple(sorted(result.tests)), bug.id)
        if other != bug.id and other not in bug.twins and bug.id not in rubric.bug(other).twins:
            yield (
                f"{bug.place}: exactly the tests that catch '{bug.id}' catch '{other}'; add a test"
                " to the reference answer that only one of them fails, or name it under 'twins'."
            )
