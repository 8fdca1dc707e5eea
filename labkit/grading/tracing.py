"""In a suite's own process: which statements of the system each test comes to."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Generator
from typing import Any

import pytest

from labkit.grading.recorder import Send, short_name
from labkit.grading.statements import REACHED

_NEW_PROCESSES = ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system",
                  "os.exec")  # fmt: skip


class Tracing:
    """A pytest plugin that tells at the end of each test which statements it came to.

    What is reached while the suite is read, between tests, or in a fixture that several tests
    share is told for all tests together. So is everything once the suite starts a process, into
    which nobody can look.

    Args:
        send: where to tell it.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._now: set[str] = set()
        self._shared: set[str] = set()
        self._fixtures_shared = 0

    def begin(self) -> None:
        """Listen to the traced system from now on."""
        setattr(builtins, REACHED, self._note)
        sys.addaudithook(self._audit)

    def end(self) -> None:
        """Tell what concerns all tests."""
        self._send({"kind": "reached", "test": "", "what": sorted(self._shared | self._now)})

    def _note(self, statement: str) -> None:
        (self._shared if self._fixtures_shared else self._now).add(statement)

    def _audit(self, event: str, _: Any) -> None:
        if event in _NEW_PROCESSES:
            self._shared.add("*")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Tell what one test came to, its own fixtures' set-up and clean-up included."""
        self._shared |= self._now
        self._now = set()
        try:
            return (yield)
        finally:
            now, self._now = self._now, set()
            self._send({"kind": "reached", "test": short_name(item), "what": sorted(now)})

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        """Notice the set-up of a fixture that outlives the test."""
        shared = fixturedef.scope != "function"
        self._fixtures_shared += shared
        try:
            return (yield)
        finally:
            self._fixtures_shared -= shared
