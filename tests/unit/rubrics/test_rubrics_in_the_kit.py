"""The rubrics that the kit ships are sound and rich enough."""

import pytest

from labkit import rubrics
from labkit.rubrics.loading import FOLDER


@pytest.mark.parametrize("name", rubrics.names())
def test_every_rubric_is_sound(name: str) -> None:
    """Each variant applies exactly once and compiles; points, hints and sections are right."""
    assert rubrics.problems(FOLDER / name) == []


def test_databases_covers_its_six_areas() -> None:
    """Three bugs or more in each."""
    rubric = rubrics.load("databases")
    counts = {part.id: len(list(rubric.bugs_of(part.id))) for part in rubric.parts}
    areas = {"persistence", "constraints", "transactions", "queries", "clean-up", "concurrency"}
    assert counts.keys() == areas
    assert min(counts.values()) >= 3


def test_databases_has_correct_variants_beside_the_original() -> None:
    """A slow one, one with other ids, and allowed behaviour that differs."""
    ids = {variant.id for variant in rubrics.load("databases").correct}
    assert ids >= {"original", "slow", "other-ids", "lower-case", "more-than-promised"}


def test_the_challenge_has_three_parts_of_eight_bugs_or_more() -> None:
    """Each can be earned alone, and none by a handful of tests."""
    rubric = rubrics.load("challenge")
    counts = {part.id: len(list(rubric.bugs_of(part.id))) for part in rubric.parts}
    assert counts.keys() == {"persistence", "cache", "errors"}
    assert min(counts.values()) >= 8


def test_the_challenge_allows_other_ways_of_caching() -> None:
    """Slower, other ids, other keys, and replacing an entry instead of clearing it."""
    ids = {variant.id for variant in rubrics.load("challenge").correct}
    assert ids >= {"original", "slow", "other-ids", "other-keys", "write-through"}


@pytest.mark.parametrize(
    "bug",
    [bug for name in ("challenge", "databases") for bug in rubrics.load(name).bugs],
    ids=lambda bug: bug.id,
)
def test_hints_never_give_the_code(bug: rubrics.Bug) -> None:
    """A hint is words: no assert statement, no assignment, no line breaks."""
    for hint in bug.hints:
        assert "\n" not in hint
        assert "assert " not in hint.replace("assert that ", "")
        assert " = " not in hint
