"""The lesson's fixtures: the real components, put together.

``%%tests why`` loads this file as a pytest plugin. The option ``--commit NAME`` runs the tests on
the scanner after one of the lesson's commits.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from labkit.lessons.changed import use_changed
from labkit.lessons.why.commits import commit

if TYPE_CHECKING:
    from labkit.systems.scanner import ReportService, SignatureStore


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--commit``."""
    parser.addoption("--commit", default="", help="the commit after which to test")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import of the scanner find the changed one."""
    if name := config.getoption("--commit"):
        use_changed(config, commit(name).code)


@pytest.fixture
def store(tmp_path: Path) -> "SignatureStore":
    """A signature store of the test's own; its file is not there yet."""
    from labkit.systems.scanner import SignatureStore

    return SignatureStore(tmp_path / "signatures.json")


@pytest.fixture
def reports(store: "SignatureStore") -> "ReportService":
    """A report service on a real engine on the store."""
    from labkit.systems.scanner import ReportService, ScanEngine

    return ReportService(ScanEngine(store))
