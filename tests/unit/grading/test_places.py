"""Where the runs of a check are made."""

import pytest

from labkit import engine
from labkit.grading.places import places

OWN = engine.Engine("embedded", {})


@pytest.fixture
def beside(monkeypatch):
    """Tell the places where this process uses one engine and another would be the quickest."""

    def beside(used, quickest):
        monkeypatch.setattr(engine, "use", lambda: used)
        monkeypatch.setattr(engine, "quickest", lambda: quickest)
        return list(places())

    return beside


def test_without_docker_there_is_one_place_and_nothing_to_tell(beside):
    [place] = beside(OWN, OWN)
    assert (place.engine, place.aside) == (OWN, "")


@pytest.mark.parametrize("kind", ["docker", "podman"])
def test_beside_docker_our_own_engine_comes_first_and_says_so(beside, kind):
    used = engine.Engine(kind, {})
    first, second = beside(used, OWN)
    assert (first.engine, second.engine) == (OWN, used)
    assert f"starts servers faster than {kind.capitalize()} does" in first.aside
    assert "what labkit's own engine lacks" in second.aside


def test_who_asks_for_docker_has_no_other_place_and_is_told_that_it_takes_long(beside):
    docker = engine.Engine("docker", {})
    [place] = beside(docker, docker)
    assert place.engine is docker
    assert place.aside.startswith("Docker needs seconds for each container")
