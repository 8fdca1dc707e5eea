"""For a lesson's fixtures: tests on a changed copy of the systems."""

from collections.abc import Iterable
from contextlib import ExitStack

import pytest

from labkit import systems
from labkit.grading.variants import materialised
from labkit.rubrics import Change


def use_changed(config: pytest.Config, changes: Iterable[Change]) -> None:
    """Let every later import of a system find the changed one, until pytest ends.

    Args:
        config: pytest's, which removes the copy at its end.
        changes: what to change.
    """
    stack = ExitStack()
    config.add_cleanup(stack.close)
    systems.__path__ = [str(stack.enter_context(materialised(changes))), *systems.__path__]
