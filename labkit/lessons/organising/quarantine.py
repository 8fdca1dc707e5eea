"""A pytest plugin that leaves the tests in quarantine out, as the lesson's project does."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what carries the marker."""
    away = [item for item in items if item.get_closest_marker("quarantine")]
    config.hook.pytest_deselected(items=away)
    items[:] = [item for item in items if item not in away]
