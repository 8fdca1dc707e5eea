"""The lesson's fixtures, for ``%%tests mistakes``: those that every suite of the chapter is given.

The option ``--bug NAME`` runs the tests on a user service with the bug of one test with gaps;
``--bug all`` on one that has every bug of the exercise at once.
"""

import logging

import pytest

from labkit.lessons.changed import use_changed
from labkit.lessons.mistakes.cases import every_bug, gaps

_ALL = "all"
_GIVEN = "labkit.lessons.mistakes.suites.given"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--bug``."""
    parser.addoption("--bug", default="", choices=["", _ALL, *gaps()], help="what to test")


def pytest_configure(config: pytest.Config) -> None:
    """Let every later import of the user service find the one to test; then load the fixtures."""
    logging.disable(logging.CRITICAL)  # what a service logs about an outage that a test has made
    if name := config.getoption("--bug"):
        use_changed(config, every_bug() if name == _ALL else gaps()[name].changes)
    config.pluginmanager.import_plugin(_GIVEN)
