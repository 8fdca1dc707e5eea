"""On whose behalf something is done: looking up the stack for code that is not Python's own."""

import sys
import sysconfig
from pathlib import Path
from types import FrameType

_PACKAGE = Path(__file__).resolve().parents[2]
_IMPORTS = "<frozen importlib._bootstrap_external>"


class Asking:
    """Tells a suite's own code from libraries, the grader and the system under test.

    Args:
        systems: the copy of the systems under test.
    """

    def __init__(self, systems: Path) -> None:
        paths = sysconfig.get_paths()
        self._python = ("<frozen ", paths["stdlib"], paths["platstdlib"])
        libraries = (paths["purelib"], paths["platlib"], str(_PACKAGE), str(systems))
        self._libraries = tuple(path for path in libraries if path)

    def suite(self, depth: int = 2, innocent: tuple[str, ...] = ()) -> bool:
        """Whether the nearest code that is not Python's own library is the suite's.

        Args:
            depth: how many frames lie between this call and the one in question.
            innocent: names of modules whose own doing it is not, whoever called them.
        """
        frame: FrameType | None = sys._getframe(depth)
        while frame is not None:
            file = frame.f_code.co_filename
            innocents = frame.f_globals.get("__name__") in innocent and not _hands_out(frame)
            if innocents and file.startswith(self._python):
                return False
            if file.startswith(self._libraries):
                return False
            if not file.startswith(self._python):
                return True
            frame = frame.f_back
        return False


def _hands_out(frame: FrameType) -> bool:
    """Whether a function of Python's own library gives its caller whatever an object has."""
    return "getmembers" in frame.f_code.co_name


def is_import(depth: int = 2) -> bool:
    """Whether a file is being opened by Python's import of a module, and by nothing else."""
    frame: FrameType | None = sys._getframe(depth)
    for name in ("get_data", "get_code", "exec_module"):
        if frame is None or (frame.f_code.co_filename, frame.f_code.co_name) != (_IMPORTS, name):
            return False
        frame = frame.f_back
    return True


def is_traceback(depth: int = 2) -> bool:
    """Whether somebody formats a traceback, which shows lines of all files that it went through."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None:
        if frame.f_globals.get("__name__") == "traceback":
            return True
        frame = frame.f_back
    return False
