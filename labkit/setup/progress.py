"""What a person sees while the environment is made: a line per stage, on standard error."""

import sys
import time
from typing import TextIO


class Progress:
    """Shows stages as they begin and, on a terminal, a count that is rewritten in place.

    Args:
        stream: where to write; standard error when left out.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._begun = time.monotonic()
        self._open = ""

    def title(self, text: str) -> None:
        """Say what the whole is."""
        self._line(text)

    def stage(self, text: str) -> None:
        """Say what is done now."""
        self._line(f"  {text}")

    def count(self, text: str) -> None:
        """Rewrite the last line of a terminal; elsewhere say nothing."""
        if self._stream.isatty():
            self._open = f"  {text}"
            self._stream.write(f"\r\033[K{self._open}")
            self._stream.flush()

    def done(self, text: str) -> None:
        """Say that the whole is finished, and how many seconds it took."""
        self._line(f"{text} ({time.monotonic() - self._begun:.0f} s)")

    def _line(self, text: str) -> None:
        ending = "\n" if self._open else ""
        self._open = ""
        self._stream.write(f"{ending}{text}\n")
        self._stream.flush()
