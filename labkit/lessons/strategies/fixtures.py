"""The lesson's fixture, and a scanner with a mistake for it.

The option ``--broken NAME`` tests the scanner with one of the mistakes of ``faults.toml``.
"""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from labkit import systems
from labkit.grading.variants import materialised
from labkit.lessons.strategies.trying import NOTHING, faults, known

_COPY = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--broken``."""
    parser.addoption("--broken", default=NOTHING, help="the mistake in the scanner")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import of the scanner find the changed one."""
    config.stash[_COPY] = ExitStack()
    fault = faults()[known(config.getoption("--broken"), faults())]
    copy = config.stash[_COPY].enter_context(materialised(fault.changes))
    systems.__path__ = [str(copy), *systems.__path__]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the copy."""
    config.stash[_COPY].close()


@pytest.fixture
def store(tmp_path: Path) -> Any:
    """A real signature store of the test's own; its file is not there yet."""
    from labkit.systems.scanner import SignatureStore

    return SignatureStore(tmp_path / "signatures.json")
