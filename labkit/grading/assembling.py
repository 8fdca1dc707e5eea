"""From what the runs showed to a report: marks, verdicts per variant, messages."""

from labkit.grading.deciding import Decided
from labkit.grading.expectations import Expectations
from labkit.grading.findings import Findings
from labkit.grading.messages import broken_message, messages
from labkit.grading.report import Report, VariantResult
from labkit.grading.scoring import part_marks, quality_marks, total
from labkit.grading.verdict import ERROR, FAILED, PASSED, TIMEOUT, Run
from labkit.rubrics import Bug, Correct, Rubric

_UNASKED = Decided()


def assemble(
    rubric: Rubric,
    findings: Findings,
    expectations: Expectations,
    seed: int,
    seconds: float,
    *,
    decided: Decided = _UNASKED,
) -> Report:
    """The report of a suite that was run.

    Args:
        rubric: the exercise's rubric.
        findings: what the runs showed.
        expectations: where the suite states what it expects.
        seed: the seed of the shuffled order, for the messages.
        seconds: how long the check took.
        decided: what came of the learner's decisions.
    """
    if findings.broken:
        peeked = findings.original.peeked
        return nothing_earned(rubric, findings.broken, seconds, peeked, decided=decided)
    bugs = tuple(_bug(rubric, bug, findings) for bug in rubric.bugs)
    correct = tuple(_correct(variant, findings.correct[variant.id]) for variant in rubric.correct)
    caught = frozenset(bug.id for bug in bugs if bug.is_well)
    valid = all(variant.is_well for variant in correct)
    marks = (
        *part_marks(rubric, caught, decided.ids),
        *quality_marks(rubric, caught, valid=valid, isolated=findings.isolated),
    )
    return Report(
        rubric.name, rubric.title, rubric.lesson, total(marks), rubric.max_points,
        valid, findings.isolated, findings.steady, seconds, marks, (*correct, *bugs),
        (*messages(rubric, findings, expectations, seed), *decided.messages), decided=decided,
    )  # fmt: skip


def nothing_earned(
    rubric: Rubric,
    why: str,
    seconds: float = 0.0,
    peeked: tuple[str, ...] = (),
    *,
    decided: Decided = _UNASKED,
) -> Report:
    """The report of a suite that cannot be graded, but for its decisions; it says why."""
    none: frozenset[str] = frozenset()
    quality = quality_marks(rubric, none, valid=False, isolated=False)
    marks = (*part_marks(rubric, none, decided.ids), *quality)
    what = "tests earn" if decided.asked else "suite earns"
    said = (*broken_message(why, peeked, what), *decided.messages)
    return Report(
        rubric.name, rubric.title, rubric.lesson, total(marks), rubric.max_points,
        False, False, False, seconds, marks, (), said, why, decided,
    )  # fmt: skip


def decisions_only(rubric: Rubric, decided: Decided, seconds: float) -> Report:
    """The report of an exercise that asks for decisions and for no test."""
    marks = part_marks(rubric, frozenset(), decided.ids)
    return Report(
        rubric.name, rubric.title, rubric.lesson, total(marks), rubric.max_points,
        True, True, True, seconds, marks, (), decided.messages, decided=decided,
    )  # fmt: skip


def _bug(rubric: Rubric, bug: Bug, findings: Findings) -> VariantResult:
    part = next(part.name for part in rubric.parts if part.id == bug.part)
    run = findings.bugs[bug.id]
    verdict = _trusted_verdict(run, findings.trusted)
    tests = tuple(dict.fromkeys(run.failed(findings.trusted)))
    doubted = () if tests else tuple(dict.fromkeys(run.failed(findings.original.passed)))
    return VariantResult(bug.id, "bug", part, bug.symptom, verdict, tests, bug.section, doubted)


def _trusted_verdict(run: Run, trusted: frozenset[str]) -> str:
    """A bug's verdict by the tests that count; the others might as well not be there."""
    if run.failed(trusted):
        return FAILED
    verdicts = {o.verdict for o in run.outcomes if o.test in trusted}
    if TIMEOUT in verdicts or run.verdict == TIMEOUT:
        return TIMEOUT
    ran = {o.test for o in run.outcomes}
    return ERROR if ERROR in verdicts or not trusted <= ran else PASSED


def _correct(variant: Correct, run: Run) -> VariantResult:
    refused = tuple(dict.fromkeys(o.test for o in run.outcomes if o.verdict in (FAILED, ERROR)))
    tests = refused if run.verdict != PASSED else ()
    return VariantResult(variant.id, "correct", "", variant.allows, run.verdict, tests)
