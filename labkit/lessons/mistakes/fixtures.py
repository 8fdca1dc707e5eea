"""The lesson's fixtures, for ``%%tests mistakes``: those that every suite of the chapter is given.

The option ``--bug NAME`` runs the tests on a user service with the bug of one test with gaps;
``--bug all`` on one that has every bug of the exercise at once.
"""

import logging
from contextlib import ExitStack

import pytest

from labkit import systems
from labkit.grading.variants import materialised
from labkit.lessons.mistakes.cases import every_bug, gaps

_COPY = pytest.StashKey[ExitStack]()
_ALL = "all"
_GIVEN = "labkit.lessons.mistakes.suites.given"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--bug``."""
    parser.addoption("--bug", default="", choices=["", _ALL, *gaps()], help="what to test")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import of the user service find the one to test; then load the fixtures."""
    logging.disable(logging.CRITICAL)  # what a service logs about an outage that a test has made
    config.stash[_COPY] = ExitStack()
    if name := config.getoption("--bug"):
        changes = every_bug() if name == _ALL else gaps()[name].changes
        copy = config.stash[_COPY].enter_context(materialised(changes))
        systems.__path__ = [str(copy), *systems.__path__]
    config.pluginmanager.import_plugin(_GIVEN)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the copy."""
    config.stash[_COPY].close()
