import pytest

from labkit.lessons.strategies import carry_out

MISTAKE = "looks at the beginning only"  # it is in the engine


@pytest.mark.parametrize(("strategy", "count"), [("big bang", 5), ("bottom-up", 2)])
def test_how_many_places_are_suspect(strategy, count):
    red = carry_out(strategy, MISTAKE).outcomes[-1]
    assert len(red.suspects) == count
