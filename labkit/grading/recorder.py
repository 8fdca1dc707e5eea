"""The pytest plugin that tells the guardian, test by test, what happened in a suite's process."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable, Generator, Sequence
from typing import Any

import pytest

Send = Callable[[dict[str, Any]], None]
_LONGEST = 600


def sender(fd: int, nonce: str) -> Send:
    """A function that writes one record to a pipe; only records with the nonce are believed.

    Args:
        fd: the pipe's file descriptor.
        nonce: a secret that the guardian drew for this run.
    """
    write = os.write
    dumps = json.dumps

    def send(record: dict[str, Any]) -> None:
        data = (dumps({**record, "nonce": nonce}) + "\n").encode()
        while data:
            data = data[write(fd, data) :]

    return send


class Recorder:
    """Runs the tests in the order asked for, and records facts, not judgements."""

    def __init__(self, send: Send, suite: str, systems: str, order: Sequence[str] | None) -> None:
        self._send = send
        self._suite = suite
        self._systems = systems.rstrip(os.sep) + os.sep
        self._order = order

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Refuse further plugins: a suite is a module of tests, nothing more."""
        config.option.tbstyle = "native"  # nobody reads pytest's own, which takes long to make
        config.pluginmanager.import_plugin = _no_plugins  # type: ignore[method-assign]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the items in the order of the job."""
        if session.testsfailed:
            return True
        items = self._ordered(session.items)
        following: list[pytest.Item | None] = [*items[1:], None][: len(items)]
        for item, after in zip(items, following, strict=True):
            self._send({"kind": "start", "test": short_name(item)})
            # The same test twice in a row: its parent stands for "what comes next", so that the
            # test's own fixtures end in between and those of the module stay.
            nextitem = item.parent if after is item else after
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=nextitem)
            self._send({"kind": "end", "test": short_name(item)})
            if session.shouldstop or session.shouldfail:
                break
        return True

    def _ordered(self, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        self._send({"kind": "collected", "tests": [short_name(item) for item in items]})
        if self._order is None:
            return list(items)
        known = {short_name(item): item for item in items}
        return [known[name] for name in self._order if name in known]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Record one phase of one test."""
        report = yield
        record: dict[str, Any] = {"kind": "phase", "test": short_name(item), "phase": call.when}
        skipped = report.outcome == "skipped" or hasattr(report, "wasxfail")
        outcome = "skipped" if skipped else "failed" if report.failed or call.excinfo else "passed"
        record |= {"outcome": outcome, **self._cause(call), "seconds": round(call.duration, 4)}
        self._send(record)
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, Any]:
        """Record why the suite could not be read."""
        report = yield
        call = report.__dict__.get("call")
        if report.failed and call is not None and call.excinfo is not None:
            self.broken(call.excinfo.value)
        return report

    def broken(self, error: BaseException) -> None:
        """Record an exception that ended the whole run."""
        error = _root(error)
        self._send({"kind": "broken", "message": _named(error), "lines": self._lines(error)})

    def _cause(self, call: pytest.CallInfo[None]) -> dict[str, Any]:
        """Where in the suite an exception went through, and what it was."""
        if call.excinfo is None:
            return {}
        error = call.excinfo.value
        exception = {"exception": type(error).__name__, "message": _message(error)}
        in_system = self._came_out_of_the_system(error)
        return {"lines": self._lines(error), "in_system": in_system, **exception}

    def _came_out_of_the_system(self, error: BaseException) -> bool:
        """Whether an exception went through the system after it left the suite's own code."""
        files = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
        if self._suite not in files:
            return False
        below = files[::-1][: files[::-1].index(self._suite)]
        return any(file.startswith(self._systems) for file in below)

    def _lines(self, error: BaseException) -> list[int]:
        """The lines of the suite that an exception went through, outermost first."""
        frames = traceback.walk_tb(error.__traceback__)
        return [line for frame, line in frames if frame.f_code.co_filename == self._suite]


def _root(error: BaseException) -> BaseException:
    """What an import error of pytest's is about."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {_message(error)}"


def _message(error: BaseException) -> str:
    try:
        return str(error)[:_LONGEST].encode("utf-8", "backslashreplace").decode()
    except Exception:
        return ""


def short_name(item: pytest.Item) -> str:
    """A test's name without the file: ``TestNames::test_find[x]``."""
    return item.nodeid.partition("::")[2]


def _no_plugins(*_: Any, **__: Any) -> None:
    """What a suite's ``pytest_plugins`` comes to."""
