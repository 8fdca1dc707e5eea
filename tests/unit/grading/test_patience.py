"""First runs have longer where each container takes seconds."""

import pytest

from labkit import engine
from labkit.grading.findings import Limits
from labkit.grading.patience import first_limits


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
