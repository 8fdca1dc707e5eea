"""The lesson's fixture, and a scanner with a mistake for it.

The option ``--broken NAME`` tests the scanner with one of the mistakes of ``faults.toml``.
"""

from pathlib import Path
from typing import Any

import pytest

from labkit.lessons.changed import use_changed
from labkit.lessons.strategies.trying import NOTHING, faults, known


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--broken``."""
    parser.addoption("--broken", default=NOTHING, help="the mistake in the scanner")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import of the scanner find the changed one."""
    fault = faults()[known(config.getoption("--broken"), faults())]
    use_changed(config, fault.changes)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    """A real signature store of the test's own; its file is not there yet."""
    from labkit.systems.scanner import SignatureStore

    return SignatureStore(tmp_path / "signatures.json")
