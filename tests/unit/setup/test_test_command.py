"""`labkit test` runs every check, whatever fails."""

import os
from pathlib import Path

import pytest

from labkit.setup import test_command as command
from labkit.setup.checks import CHECKS, Check
from labkit.setup.clone import Clone
from labkit.setup.counts import Counts, by_last_line, by_status


@pytest.fixture
def checks(tmp_path: Path) -> tuple[Check, ...]:
    """One check that fails, then one that tells whether it was asked to be quick."""
    (tmp_path / "failing.py").write_text("import sys; sys.exit(1)")
    (tmp_path / "counting.py").write_text("import sys; print(len(sys.argv), 'passed')")
    return (
        Check("one", ("failing",), by_status),
        Check("two", ("counting",), by_last_line, when_quick=("-m", "not slow")),
    )


@pytest.mark.parametrize(("quick", "passed"), [(False, 1), (True, 3)])
def test_a_failing_check_does_not_hide_the_next(
    checks: tuple[Check, ...], tmp_path: Path, quick: bool, passed: int
) -> None:
    """And `--quick` hands its further arguments over."""
    total = command.run_checks(checks, Clone(tmp_path), dict(os.environ), quick=quick)
    assert total == Counts(passed, 1)


def test_pytest_does_not_litter_the_clone() -> None:
    """Nor does ruff: the clone stays as git made it."""
    arguments = {check.name: check.arguments for check in CHECKS}
    assert "no:cacheprovider" in arguments["tests"]
    assert "--no-cache" in arguments["style"]
