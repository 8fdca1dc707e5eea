"""Fixtures for tests of the embedded engine itself."""

from collections.abc import Iterator

import pytest

from tests.integration.engine.lab import Lab


@pytest.fixture
def lab() -> Iterator[Lab]:
    """An engine's surroundings that belong to one test."""
    own = Lab()
    yield own
    own.close()
