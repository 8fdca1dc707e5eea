"""When a container counts as healthy, as Docker counts it."""

import pytest

from labkit.engine.health import Check, Health, Result, wanted

CHECK = Check(["true"], interval=1.0, timeout=1.0, start_period=10.0, retries=2)


def after(*codes: int, age: float) -> Health:
    health = Health()
    for code in codes:
        health.note(Result(0.0, 1.0, code, ""), CHECK, age)
    return health


@pytest.mark.parametrize(
    ("codes", "age", "status"),
    [
        ((), 0.0, "starting"),
        ((1, 1, 1), 5.0, "starting"),  # the start period forgives
        ((1,), 11.0, "starting"),
        ((1, 1), 11.0, "unhealthy"),
        ((0, 1), 5.0, "healthy"),
        ((0, 1, 1), 5.0, "unhealthy"),  # once healthy, nothing is forgiven
        ((1, 1, 0), 11.0, "healthy"),
    ],
)
def test_failures_in_a_row_after_the_start_make_it_unhealthy(
    codes: tuple[int, ...], age: float, status: str
) -> None:
    assert after(*codes, age=age).status == status


def test_a_shells_check_runs_in_a_shell_and_none_is_none() -> None:
    check = wanted({"Healthcheck": {"Test": ["CMD-SHELL", "exit 1"], "Interval": 2_000_000_000}})
    assert check is not None
    assert (check.command, check.interval, check.retries) == (["sh", "-c", "exit 1"], 2.0, 3)
    assert wanted({"Healthcheck": {"Test": ["NONE"]}}) is None
    assert wanted({}) is None
