"""labkit: the helper package of the Integration Testing Lab."""

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """Set up a notebook: connect a container engine and register the ``%%suite`` magic."""
    from labkit import ui

    ui.load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """Take the ``%%suite`` magic away again."""
    from labkit import ui

    ui.unload(shell)


def check(exercise: str) -> Any:
    """Grade the suite of the last ``%%suite EXERCISE`` cell and show the report.

    Args:
        exercise: the exercise's name, for example ``"databases"``.

    Raises:
        LabError: when there is no such exercise or no suite to grade yet.
    """
    from labkit import ui

    return ui.check(exercise)


def check_button(exercise: str) -> Any:
    """Show a Check button that grades the last suite of ``exercise`` with progress and hints.

    Args:
        exercise: the exercise's name, for example ``"databases"``.

    Raises:
        LabError: when there is no such exercise.
    """
    from labkit import ui

    return ui.check_button(exercise)
