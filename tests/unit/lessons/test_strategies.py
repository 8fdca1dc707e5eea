"""The four strategies as plans."""

import pytest

from labkit.lessons.strategies.numbers import lines_of
from labkit.lessons.strategies.plans import COMPONENTS, SEAMS, STRATEGIES, suspects
from labkit.lessons.strategies.trying import NOTHING, faults


@pytest.mark.parametrize("name", STRATEGIES)
def test_in_the_end_all_components_and_seams_are_real(name: str) -> None:
    last = STRATEGIES[name][-1]
    assert (last.real, last.seams) == (COMPONENTS, SEAMS)


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_place_is_a_suspect_of_exactly_one_step(name: str) -> None:
    steps = STRATEGIES[name]
    places = [place for number in range(len(steps)) for place in suspects(steps, number)]
    assert sorted(places) == sorted((*COMPONENTS, *SEAMS))


def test_a_big_bang_suspects_everything() -> None:
    assert len(suspects(STRATEGIES["big bang"], 0)) == 5


def test_a_step_says_what_is_at_each_place() -> None:
    bottom, top = STRATEGIES["bottom-up"][0], STRATEGIES["top-down"][0]
    assert [bottom.stands_in(each) for each in COMPONENTS] == ["real", "driver", "not yet"]
    assert [top.stands_in(each) for each in COMPONENTS] == ["not yet", "stub", "real"]


def test_the_source_of_a_step_has_its_stand_in_before_its_tests() -> None:
    source = STRATEGIES["top-down"][0].source
    assert source.index("class StubEngine") < source.index("def test_")


def test_each_component_and_each_seam_has_two_mistakes() -> None:
    places = [fault.place for name, fault in faults().items() if name != NOTHING]
    assert {place: places.count(place) for place in places} == dict.fromkeys(
        (*COMPONENTS, *SEAMS), 2
    )


def test_lines_are_counted_without_docstrings_imports_and_blank_lines() -> None:
    assert lines_of("driver_engine") == 5
