"""The same, and what the pages make of an error two components further down."""

import pytest

from labkit.systems.users import ServiceUnavailable


def test_ada_has_a_profile(frontend):
    ada = frontend.register("ada@example.com", "Ada")
    assert frontend.profile(ada.id).name == "Ada"


def test_nobody_has_none(frontend):
    assert frontend.profile(1_000_000) is None


def test_an_outage_is_no_answer(frontend, database):
    with database.down(), pytest.raises(ServiceUnavailable):
        frontend.profile(1_000_000)
