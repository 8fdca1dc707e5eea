"""Interrupting a cell of labkit: one sentence in place of a traceback, as with every LabError."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from labkit.errors import LabError

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_INTERRUPTED = "Interrupted before it had finished; run the cell again when you like."


def in_one_sentence(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Make ``function`` raise a LabError when it is interrupted."""

    @functools.wraps(function)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return function(*args, **kwargs)
        except KeyboardInterrupt:
            raise LabError(_INTERRUPTED) from None

    return wrapped
