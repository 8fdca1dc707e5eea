"""Grading a suite, and running one: what the rest of labkit calls."""

import time
from collections.abc import Callable
from dataclasses import replace

from labkit import rubrics
from labkit.errors import LabError
from labkit.grading.answers import read_answers
from labkit.grading.assembling import assemble, decisions_only, nothing_earned
from labkit.grading.checking import Examination
from labkit.grading.deciding import decide
from labkit.grading.deciding import progress as answered
from labkit.grading.engine_lost import ensure_engine_answers
from labkit.grading.expectations import read_expectations
from labkit.grading.findings import Limits, Progress
from labkit.grading.jobs import Job, Raw
from labkit.grading.memory import Memory
from labkit.grading.patience import first_limits
from labkit.grading.places import places
from labkit.grading.plan import seed_of
from labkit.grading.pool import Pool, in_use, shared
from labkit.grading.report import Report
from labkit.grading.suite_run import SuiteRun
from labkit.grading.variants import materialised
from labkit.grading.verdict import judge


def check(
    exercise: str,
    source: str,
    *,
    progress: Callable[[Progress], None] | None = None,
    memory: Memory | None = None,
    sandboxed: bool = False,
    part: str = "",
) -> Report:
    """Grade a suite.

    Args:
        exercise: the exercise's name, for example ``"databases"``.
        source: the suite: one pytest module.
        progress: called after every run, and at least every 0.5 s while waiting for one; what it
            raises ends the check and all that it started.
        memory: one learner's last check: what an edit cannot have changed is taken from there.
        sandboxed: whether to keep the runs apart by bubblewrap, where that works; the report says.
        part: the id of the only part to grade; empty for the whole exercise.

    Raises:
        LabError: when there is no such exercise, or no such part.
        MachineLacks: when no container engine can be had, or when it goes away.
    """
    rubric = rubrics.load(exercise)
    rubric = rubric.only(part) if part else rubric
    began = time.monotonic()
    try:
        expectations = read_expectations(source)
    except LabError as error:
        return nothing_earned(rubric, str(error))
    decided = decide(rubric, read_answers(source))
    if not rubric.bugs:
        return decisions_only(rubric, decided, time.monotonic() - began)
    with in_use:
        for place in places():
            servers = place.engine.environment
            workers = shared(servers, sandboxed=sandboxed, imports=rubric.imports)
            examination = Examination(rubric, source, expectations, workers)
            tell, limits = _with(place.aside, progress or _silent), first_limits(place.engine.kind)
            findings = examination.run(tell, limits, memory)
            ensure_engine_answers(workers.environment)
            if not findings.original.refused:
                break
    seconds = time.monotonic() - began
    seed = seed_of(source)
    report = assemble(rubric, findings, expectations, seed, seconds, decided=decided)
    return replace(report, reused=examination.reused, isolation=workers.isolation)


def run(source: str, exercise: str) -> SuiteRun:
    """Run a suite once against the correct system, for ``%%suite``.

    Raises:
        LabError: when there is no such exercise.
        MachineLacks: when no container engine can be had, or when it goes away.
    """
    rubric = rubrics.load(exercise)
    try:
        expectations = read_expectations(source)
    except LabError as error:
        return SuiteRun.refused(str(error))
    answers = answered(rubric, read_answers(source))
    if not rubric.bugs:
        return SuiteRun((), answers=answers)
    with in_use:
        for place in places():
            workers = shared(place.engine.environment, imports=rubric.imports)
            found = judge(_run_once(source, workers, first_limits(place.engine.kind)), expectations)
            ensure_engine_answers(workers.environment)
            if not found.refused:
                break
    return SuiteRun.of(found, answers)


def _run_once(source: str, workers: Pool, limits: Limits) -> Raw:
    with materialised((), within=workers.folder) as systems:
        try:
            workers.start(Job(source, str(systems), None, limits.total, limits.stall))
            return workers.next()
        finally:
            workers.cancel()


def _with(words: str, tell: Callable[[Progress], None]) -> Callable[[Progress], None]:
    return lambda progress: tell(replace(progress, aside=words or progress.aside))


def _silent(_: Progress) -> None:
    """Nobody wants to know."""
