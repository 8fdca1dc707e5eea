"""The suites that the learner ran in this kernel, each with a copy to open in an editor."""

import contextlib
from pathlib import Path

from labkit import atomic
from labkit.errors import LabError


class Suites:
    """The latest suite of each exercise.

    Args:
        notebook: the folder of the notebook; copies go to ``.suites/`` in it.
            None is the working folder at the time of `keep`: kernels start in their notebook's.
    """

    def __init__(self, notebook: Path | None = None) -> None:
        self._notebook = notebook
        self._sources: dict[str, str] = {}

    def keep(self, exercise: str, source: str) -> None:
        """Remember ``source`` as the latest suite and write it to ``test_EXERCISE.py``."""
        self._sources[exercise] = source
        # Grading uses the remembered text; a folder that cannot be written costs only the copy.
        with contextlib.suppress(OSError):
            folder = (self._notebook or Path.cwd()) / ".suites"
            folder.mkdir(exist_ok=True)
            atomic.write_text(folder / f"test_{exercise}.py", source)

    def latest(self, exercise: str) -> str:
        """Return the suite kept last; a LabError says how to make one."""
        if exercise not in self._sources:
            raise LabError(
                f"There is no suite to check yet: run the cell that begins with"
                f" %%suite {exercise}, then check again."
            )
        return self._sources[exercise]


kept_suites = Suites()
