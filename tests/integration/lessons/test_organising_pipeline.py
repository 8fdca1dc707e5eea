"""The reader of workflow files, on small ones."""

import pytest

from labkit.lessons.organising import Project, carry_out
from labkit.lessons.organising.pipeline import ALLOWED, FAILED, NEEDLESS, NOT_RUN, PASSED, WORKFLOW

STEPS = """
      - uses: actions/checkout@v4
      - name: first
        run: python -c "print('done in 1.0s')"
      - name: second
        run: |
          python -c "raise SystemExit({status})"
          python -c "print('after it')"
        continue-on-error: {allowed}
      - name: third
        run: python -c ""
"""


@pytest.fixture
def project() -> Project:
    return Project("organised")


def results(project: Project, status: int, allowed: str) -> list[str]:
    head = "jobs:\n  tests:\n    steps:"
    text = head + STEPS.format(status=status, allowed=allowed)
    (project.folder / WORKFLOW).write_text(text, encoding="utf-8")
    return [step.result for step in carry_out(project).steps]


def test_every_step_is_run(project: Project) -> None:
    assert results(project, 0, "false") == [NEEDLESS, PASSED, PASSED, PASSED]


def test_the_first_line_that_fails_ends_the_pipeline(project: Project) -> None:
    assert results(project, 3, "false") == [NEEDLESS, PASSED, FAILED, NOT_RUN]
    assert "pipeline: ✘ failed" in repr(carry_out(project))


def test_a_failure_that_is_allowed_ends_nothing(project: Project) -> None:
    assert results(project, 3, "true") == [NEEDLESS, PASSED, ALLOWED, PASSED]
    assert carry_out(project).is_green
