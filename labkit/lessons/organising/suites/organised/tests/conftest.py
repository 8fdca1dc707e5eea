"""For all tests: which marker each gets, and one server for all workers of `-n`."""

import os

import pytest
from testcontainers.community.postgres import PostgresContainer


def pytest_collection_modifyitems(config, items):
    """A test's folder is its marker; the quarantined wait to be asked for."""
    for item in items:
        item.add_marker(item.path.parent.name)
    if "quarantine" not in config.option.markexpr:
        away = [item for item in items if item.get_closest_marker("quarantine")]
        config.hook.pytest_deselected(items=away)
        items[:] = [item for item in items if item not in away]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config):
    """Before `-n` starts its workers: one server, whose address they inherit."""
    if "TEST_SERVER" not in os.environ and config.option.markexpr != "unit":
        postgres = PostgresContainer("postgres:16", driver=None).start()
        config.add_cleanup(postgres.stop)
        os.environ["TEST_SERVER"] = postgres.get_connection_url()
