"""The lesson's fixtures, for ``%%tests mistakes``: those that every suite of the chapter is given.

The option ``--bug NAME`` runs the tests on a user service with the bug of one test with gaps.
"""

import logging
from contextlib import ExitStack

import pytest

from labkit import systems
from labkit.grading.variants import materialised
from labkit.lessons.mistakes.cases import gaps

_COPY = pytest.StashKey[ExitStack]()
_GIVEN = "labkit.lessons.mistakes.suites.given"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--bug``."""
    parser.addoption("--bug", default="", choices=["", *gaps()], help="what to test")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import of the user service find the one to test; then load the fixtures."""
    logging.disable(logging.CRITICAL)  # what a service logs about an outage that a test has made
    config.stash[_COPY] = ExitStack()
    if name := config.getoption("--bug"):
        copy = config.stash[_COPY].enter_context(materialised(gaps()[name].changes))
        systems.__path__ = [str(copy), *systems.__path__]
    config.pluginmanager.import_plugin(_GIVEN)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the copy."""
    config.stash[_COPY].close()
