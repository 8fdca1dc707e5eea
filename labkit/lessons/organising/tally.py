"""A pytest plugin that counts what a run costs: servers started, databases migrated.

Every process of the run, ``-n``'s workers too, adds one line of JSON to the file that the
environment variable ``LABKIT_TALLY`` names.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from testcontainers.core.container import DockerContainer

from labkit.systems.users import UserRepository

FILE = "LABKIT_TALLY"


@dataclass
class Tally:
    """What one process did.

    Attributes:
        worker: its name in a run with ``-n``; "alone" elsewhere, also for who starts the workers.
        servers: how many containers it started.
        migrated: how often it migrated a database.
        databases: the names of those that it used.
        passed: the tests that passed.
        marks: the markers of each test that it ran.
    """

    worker: str = field(default_factory=lambda: os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    servers: int = 0
    migrated: int = 0
    databases: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    marks: dict[str, list[str]] = field(default_factory=dict)


_tally = Tally()


def pytest_configure() -> None:
    """Begin to count."""
    _counted(DockerContainer, "start", _server)
    _counted(UserRepository, "migrate", _migration)
    _counted(UserRepository, "__init__", _use)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note who passed."""
    if report.when == "call" and report.passed:
        _tally.passed.append(report.nodeid)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note a test's markers."""
    _tally.marks[item.nodeid] = sorted({mark.name for mark in item.iter_markers()})


def pytest_unconfigure() -> None:
    """Write the line, in one piece: several processes may be at it."""
    if name := os.environ.get(FILE):
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(_tally)) + "\n")


def read(path: Path) -> list[Tally]:
    """What the processes of a run did, in the order of their names; none when nothing ran."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return sorted((Tally(**json.loads(line)) for line in lines), key=lambda each: each.worker)


def _counted(owner: type, name: str, count: Callable[..., None]) -> None:
    original = getattr(owner, name)

    @wraps(original)
    def counting(*args: Any, **kwargs: Any) -> Any:
        count(*args, **kwargs)
        return original(*args, **kwargs)

    setattr(owner, name, counting)


def _server(*_: Any, **__: Any) -> None:
    _tally.servers += 1


def _migration(*_: Any) -> None:
    _tally.migrated += 1


def _use(_: UserRepository, url: str) -> None:
    _tally.databases.append(url.rpartition("/")[2].partition("?")[0])
