"""What the pages show of a user: whoever is there, and whoever is not."""


def test_ada_has_a_profile(frontend):
    ada = frontend.register("ada@example.com", "Ada")
    assert frontend.profile(ada.id).name == "Ada"


def test_nobody_has_none(frontend):
    assert frontend.profile(1_000_000) is None
