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


def check(exercise: str, part: str = "") -> Any:
    """Grade the suite of the last ``%%suite EXERCISE`` cell and show the report.

    Args:
        exercise: the exercise's name, for example ``"databases"``.
        part: the id of the only part to grade; empty for the whole exercise.

    Raises:
        LabError: when there is no such exercise or part, or no suite to grade yet.
    """
    from labkit import ui

    return ui.check(exercise, part)


def full_marks(exercise: str) -> Any:
    """Show the marks of the last suite if they are full, else raise.

    Args:
        exercise: the exercise's name, for example ``"challenge"``.

    Raises:
        LabError: when the marks are not full, with what is missing.
    """
    from labkit import ui

    return ui.full_marks(exercise)


def certificate(exercise: str, name: str = "") -> Any:
    """Certify full marks of the last suite, here and in an HTML file beside the notebook.

    Args:
        exercise: the exercise's name, for example ``"challenge"``.
        name: whose suite it is; empty for the name that git knows.

    Raises:
        LabError: when the marks are not full, or nobody's name is known.
    """
    from labkit import ui

    return ui.certificate(exercise, name)


def check_button(exercise: str) -> Any:
    """Show a Check button that grades the last suite of ``exercise`` with progress and hints.

    Args:
        exercise: the exercise's name, for example ``"databases"``.

    Raises:
        LabError: when there is no such exercise.
    """
    from labkit import ui

    return ui.check_button(exercise)
