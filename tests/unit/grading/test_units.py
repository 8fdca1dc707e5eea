"""A suite taken apart: what an edit can have changed."""

import pytest

from labkit.grading.units import take_apart, unit_of

SUITE = """\
import pytest

LIMIT = 3


def helper():
    return LIMIT


@pytest.mark.parametrize("n", [1])
def test_a(n):
    assert n < helper()


class TestB:
    def test_c(self):
        assert 1
"""


def changed(source):
    return take_apart(source).changed_from(take_apart(SUITE))


def test_tests_and_what_they_share_are_told_apart():
    units = take_apart(SUITE)
    assert set(units.tests) == {"test_a", "TestB"}
    assert [text.split()[0] for text in units.common] == ["import", "LIMIT", "def"]


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("n < helper", "n <= helper", {"test_a"}),
        ("[1]", "[1, 2]", {"test_a"}),
        ("assert 1", "assert 2", {"TestB"}),
        ("test_a", "test_z", {"test_z"}),
        ("LIMIT = 3", "LIMIT = 4", {"test_a", "TestB"}),
        ("return LIMIT", "return 3", {"test_a", "TestB"}),
        ("import pytest", "import pytest, os", {"test_a", "TestB"}),
    ],
)
def test_an_edit_changes_one_test_or_what_all_share(before, after, names):
    assert changed(SUITE.replace(before, after, 1)) == names


def test_comments_and_empty_lines_between_pieces_change_nothing():
    assert changed(SUITE.replace("\n\nclass", "\n\n\n# more\nclass")) == set()


def test_a_test_that_others_name_is_shared():
    twice = SUITE + "\n\ndef test_d():\n    test_a(1)\n"
    assert set(take_apart(twice).tests) == {"TestB", "test_d"}


def test_a_test_that_is_defined_twice_is_shared():
    assert set(take_apart(SUITE + "\n\ndef test_a():\n    assert 0\n").tests) == {"TestB"}


def test_lines_move_with_their_pieces():
    moved = take_apart("# new\n" + SUITE).lines_from(take_apart(SUITE))
    assert (moved[3], moved[12], moved[17]) == (4, 13, 18)


def test_lines_of_an_edited_test_are_not_known():
    moved = take_apart(SUITE.replace("n <", "n <=")).lines_from(take_apart(SUITE))
    assert 12 not in moved
    assert moved[17] == 17


def test_a_test_of_a_class_belongs_to_the_class():
    assert unit_of("TestB::test_c[x]") == "TestB"
    assert unit_of("test_a[1]") == "test_a"
