"""The names of the exercises, and what to say when one is wrong."""

import difflib

from labkit.errors import LabError


def known(exercise: str) -> str:
    """Return ``exercise`` if there is one of that name; else raise a LabError that lists them."""
    from labkit import rubrics

    names = rubrics.names()
    if exercise in names:
        return exercise
    near = difflib.get_close_matches(exercise, names, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"choose one of: {', '.join(names)}."
    asked = f"no exercise called {exercise!r}" if exercise else "no exercise without a name"
    raise LabError(f"There is {asked}; {advice}")
