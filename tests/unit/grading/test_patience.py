"""First runs have longer where each container takes seconds."""

import pytest

from labkit import engine
from labkit.grading.findings import Limits
from labkit.grading.patience import aside, first_limits


class Engine:
    """An engine of some kind."""

    def __init__(self, kind):
        self.kind = kind


@pytest.mark.parametrize(
    ("kind", "limits"),
    [("embedded", Limits(60, 20)), ("docker", Limits(180, 60)), ("podman", Limits(180, 60))],
)
def test_a_run_has_longer_on_docker(monkeypatch, kind, limits):
    monkeypatch.setattr(engine, "use", lambda: Engine(kind))
    assert first_limits() == limits


@pytest.mark.parametrize("kind", ["docker", "podman"])
def test_who_checks_on_docker_is_told_what_would_be_quicker(monkeypatch, kind):
    monkeypatch.setattr(engine, "use", lambda: Engine(kind))
    assert aside().startswith(f"{kind.capitalize()} needs seconds for each container")
    assert "LABKIT_ENGINE=embedded" in aside()


def test_on_labkits_own_engine_there_is_nothing_to_tell(monkeypatch):
    monkeypatch.setattr(engine, "use", lambda: Engine("embedded"))
    assert aside() == ""
