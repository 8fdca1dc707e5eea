"""Errors in a notebook: the one sentence that a person needs, in place of a traceback."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from labkit.errors import LabError

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class NotebookError(LabError):
    """A LabError that IPython shows as its sentence alone."""

    def _render_traceback_(self) -> list[str]:
        """IPython asks an exception for its lines before it formats a traceback."""
        return [str(self)]


def in_one_sentence(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Make ``function`` raise a NotebookError wherever it would raise another LabError."""

    @functools.wraps(function)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return function(*args, **kwargs)
        except NotebookError:
            raise
        except LabError as error:
            raise NotebookError(str(error)) from None

    return wrapped
