"""First runs have longer where each container takes seconds."""

import pytest

from labkit.grading.findings import Limits
from labkit.grading.patience import first_limits


@pytest.mark.parametrize(
    ("kind", "limits"),
    [("embedded", Limits(60, 20)), ("docker", Limits(180, 60)), ("podman", Limits(180, 60))],
)
def test_a_run_has_longer_on_docker(kind, limits):
    assert first_limits(kind) == limits
