"""labkit: the helper package of the Integration Testing Lab."""

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """Set up a notebook: connect a container engine and register the ``%%suite`` magic."""
    from labkit import ui

    ui.load(shell)


def check(exercise: str) -> Any:
    """Grade the suite of the last ``%%suite EXERCISE`` cell and show the report.

    Args:
        exercise: the exercise's name, for example ``"databases"``.

    Raises:
        LabError: when there is no such exercise or no suite to grade yet.
    """
    from labkit import ui

    return ui.check(exercise)
