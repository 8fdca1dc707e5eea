"""A pytest plugin that runs the last test first."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Turn the order round."""
    items.reverse()
