"""The review's quiz: the right option is not given away."""

from collections import Counter

import pytest

from labkit import rubrics

PARTS = [part.id for part in rubrics.load("review").parts]
DECISIONS = rubrics.load("review").decisions
SPREAD = 1.2


@pytest.mark.parametrize("part", PARTS)
def test_in_each_part_every_place_is_right_once(part: str) -> None:
    places = [
        [option.id for option in decision.options].index(right)
        for decision in DECISIONS
        if decision.part == part
        for right in decision.right
    ]
    assert Counter(places) == {0: 1, 1: 1, 2: 1, 3: 1}


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.id)
def test_all_options_are_about_as_long_as_each_other(decision: rubrics.Decision) -> None:
    lengths = [len(option.text) for option in decision.options]
    assert max(lengths) <= SPREAD * min(lengths)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.id)
def test_the_ids_of_options_say_nothing(decision: rubrics.Decision) -> None:
    assert [option.id for option in decision.options] == ["a", "b", "c", "d"]
