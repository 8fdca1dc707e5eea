"""Tells how the exercises differ from what the solutions would make now."""

from labkit.authoring.places import Course, notebooks_below
from labkit.authoring.publishing import (
    State,
    exercise_path,
    exercises_without_solution,
    state,
)

_SENTENCES = {
    State.MISSING: "{exercise} is missing: run `labkit build`.",
    State.STALE: "{exercise} is older than {solution}: run `labkit build`.",
    State.EDITED: "{exercise} was edited; exercises are generated, so move the edit to {solution}.",
}


def drift(course: Course) -> list[str]:
    """One sentence for each exercise that is not what its solution makes.

    Raises:
        LabError: when a solution cannot be made into an exercise.
    """
    found = []
    for solution in notebooks_below(course.solutions):
        exercise = exercise_path(course, solution)
        sentence = _SENTENCES.get(state(solution, exercise), "")
        found.append(
            sentence.format(exercise=course.name(exercise), solution=course.name(solution))
        )
    orphans = [
        f"{course.name(path)} has no solution: remove it or write solutions/{path.name}."
        for path in exercises_without_solution(course)
    ]
    return [sentence for sentence in found if sentence] + orphans
