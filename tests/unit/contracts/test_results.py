"""A verification in words."""

from labkit.contracts import Outcome, Verification

KEPT = Outcome("a request for Ada", "WebFrontend")
BROKEN = Outcome("a request for nobody", "WebFrontend", ("status: expected 404 but was 200",))


def test_the_first_line_names_the_first_problem() -> None:
    first, *rest = str(Verification("Users", (KEPT, BROKEN))).splitlines()
    assert first == (
        "Users keeps 1 of 2 interactions; a request for nobody: status: expected 404 but was 200"
    )
    assert "      status: expected 404 but was 200" in rest


def test_without_a_problem_the_first_line_says_only_how_many() -> None:
    assert str(Verification("Users", (KEPT,))).splitlines()[0] == "Users keeps 1 of 1 interactions"
