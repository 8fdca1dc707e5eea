"""How bugs caught become points."""

from itertools import chain, combinations

import pytest

from labkit.grading.scoring import part_marks, quality_marks, total

BUGS = ("a", "b", "c", "d")


def points(rubric, *caught, valid=True, isolated=True):
    ids = frozenset(caught)
    quality = quality_marks(rubric, ids, valid=valid, isolated=isolated)
    return total((*part_marks(rubric, ids), *quality))


def test_all_bugs_caught_by_a_good_suite_are_full_marks(rubric):
    assert points(rubric, *BUGS) == rubric.max_points == 100


def test_nothing_caught_earns_nothing_however_tidy(rubric):
    assert points(rubric) == 0


def test_a_parts_points_are_shared_by_its_bugs(rubric):
    assert [float(m.points) for m in part_marks(rubric, frozenset({"d"}))] == [0.0, 30.0]


def test_fractions_are_rounded_once_at_the_end(rubric):
    assert points(rubric, "a", "b", "c", valid=False, isolated=False) == 50


@pytest.mark.parametrize(("valid", "isolated", "expected"), [(True, False, 90), (False, False, 80)])
def test_behaviour_has_points_of_its_own(rubric, valid, isolated, expected):
    assert points(rubric, *BUGS, valid=valid, isolated=isolated) == expected


def test_marks_never_fall_when_one_more_bug_is_caught(rubric):
    subsets = chain.from_iterable(combinations(BUGS, n) for n in range(4))
    for caught in subsets:
        for more in set(BUGS) - set(caught):
            assert points(rubric, *caught, more) >= points(rubric, *caught)
