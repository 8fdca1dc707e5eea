"""A rule of the service, tested where a visitor meets it: on the page."""

import pytest

from labkit.systems.users import FrontendError


def test_a_taken_address_is_refused(frontend):
    frontend.register("ada@example.com", "Ada")
    with pytest.raises(FrontendError, match=r"The address ada@example.com is taken"):
        frontend.register("ada@example.com", "Impostor")
