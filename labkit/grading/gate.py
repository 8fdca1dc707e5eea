"""Where two copies of a suite wait for each other, so that they really run at the same time."""

from __future__ import annotations

import os
import time
from collections.abc import Generator

import pytest

_PATIENCE_SECONDS = 10.0
_LOOK_SECONDS = 0.002


class Gate:
    """A pytest plugin that lets a test begin when its copy has set up the same test, too.

    What a fixture holds, it then holds in both copies at once. A copy that has ended, or does not
    come in time, is not waited for any more.

    Args:
        path: a file that both copies write to; it is opened at once.
        side: 0 for one copy, 1 for the other.
    """

    def __init__(self, path: str, side: int) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        self._came, self._left = (b"ab"[side : side + 1], b"AB"[side : side + 1])
        self._others_came, self._other_left = (b"ba"[side : side + 1], b"BA"[side : side + 1])
        self._count = 0
        self._alone = False

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None, None, None]:
        """Set up a test and then wait, whatever came of it."""
        try:
            return (yield)
        finally:
            self._meet()

    def leave(self) -> None:
        """Let the other copy go on by itself."""
        os.write(self._file, self._left)

    def _meet(self) -> None:
        os.write(self._file, self._came)
        self._count += 1
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not (self._alone or self._other_is_here()):
            time.sleep(_LOOK_SECONDS)
            self._alone = time.monotonic() > deadline

    def _other_is_here(self) -> bool:
        """Whether the other copy has come as far as this one, or is gone for good."""
        said = os.pread(self._file, 65536, 0)
        return self._other_left in said or said.count(self._others_came) >= self._count
