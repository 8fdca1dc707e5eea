"""Errors in a notebook: the one sentence that a person needs, in place of a traceback."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from labkit.errors import LabError

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_INTERRUPTED = "Interrupted before it had finished; run the cell again when you like."


class NotebookError(LabError):
    """A LabError that IPython shows as its sentence alone."""

    def _render_traceback_(self) -> list[str]:
        """IPython asks an exception for its lines before it formats a traceback."""
        return [str(self)]


def in_one_sentence(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Make ``function`` raise a NotebookError for each LabError and when it is interrupted."""

    @functools.wraps(function)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return function(*args, **kwargs)
        except NotebookError:
            raise
        except KeyboardInterrupt:
            raise NotebookError(_INTERRUPTED) from None
        except LabError as error:
            raise NotebookError(str(error)) from None

    return wrapped
