"""What there is to tell a learner about a suite, in sentences."""

import re
from collections.abc import Iterable, Iterator

from labkit.grading.alike import alike, listed
from labkit.grading.expectations import Expectations, function_name
from labkit.grading.findings import Findings
from labkit.grading.second_look import Held, clearest_first
from labkit.grading.verdict import ERROR, PASSED, SKIPPED, TIMEOUT, Outcome, Run
from labkit.rubrics import Bug, Rubric

_NO_SERVER = re.compile("ConnectionError|ConnectionRefused|OperationalError|AMQPConnection")


def broken_message(
    why: str, peeked: tuple[str, ...] = (), what: str = "suite earns"
) -> tuple[str, ...]:
    """Why a suite earned nothing, as messages; ``what`` earned nothing may be said otherwise."""
    return (f"The {what} nothing yet: {why.rstrip('.')}.", *_peeking(peeked))


def messages(
    rubric: Rubric, findings: Findings, expectations: Expectations, seed: int
) -> tuple[str, ...]:
    """Every message about a suite that could be graded, most important first."""
    found = [
        *_nothing_expected(findings, expectations),
        *_peeking(_all_peeked(findings)),
        *_refusals(rubric, findings),
        *_unsteady_tests(findings),
        *_lucky_tests(findings),
        *_disturbed_tests(findings),
        *_stray_tests(findings, seed),
        *_left_behind(findings),
        *_stumbles(rubric, findings),
        *_without_expectation(findings, expectations),
        *_idle(rubric, findings, expectations),
    ]
    return tuple(dict.fromkeys(found))


def _nothing_expected(findings: Findings, expectations: Expectations) -> Iterator[str]:
    tests = {function_name(test) for test in findings.original.collected}
    if tests <= expectations.without:
        yield "The suite earns nothing yet: none of its tests states an expectation (an assert)."


def _all_peeked(findings: Findings) -> tuple[str, ...]:
    runs = [findings.original, *findings.correct.values(), *findings.bugs.values()]
    return tuple(sorted({what for run in runs for what in run.peeked}))


def _peeking(peeked: tuple[str, ...]) -> Iterator[str]:
    for what in peeked:
        yield f"The suite tried to {what}; that is refused here and earns nothing."


def _refusals(rubric: Rubric, findings: Findings) -> Iterator[str]:
    """Tests that refuse a correct variant; one red on the original is named for that only."""
    red = _red(findings.original)
    for same in alike(red):
        quoted = [f"`{test}`" for test in same.tests]
        yield (
            f"{listed(quoted)} {same.say('fails', 'fail')} on the system as it is{_at(same.first)} "
            f"{_who_was_before(findings.original, same.first)}"
            f"Run the suite and mend {same.say('it', 'them')} first."
        )
    known = {outcome.test for outcome in red}
    for variant in rubric.correct:
        run = findings.correct[variant.id]
        bad = _red(run)
        for same in alike(o for o in bad if o.test not in known):
            yield (
                f"{same} {same.say('does', 'do')} not accept a correct system{_at(same.first)} "
                f"What is allowed: {variant.allows} "
                f"Until {same.say('it accepts', 'they accept')} that, {same.until_then}."
            )
        if not bad and run.verdict != PASSED:
            allowed = f" Allowed: {variant.allows}" if variant.changes else ""
            yield f"A correct system was not accepted: {run.reason}.{allowed}"


def _who_was_before(run: Run, outcome: Outcome) -> str:
    """The test ahead of one that finds no server, for it may have left the server stopped."""
    names = [each.test for each in run.outcomes]
    place = names.index(outcome.test)
    if not place or not _NO_SERVER.search(outcome.cause):
        return ""
    return f"Ahead of it ran `{names[place - 1]}`: does that start again whatever it stops? "


def _red(run: Run) -> list[Outcome]:
    return [o for o in run.outcomes if o.verdict not in (PASSED, SKIPPED)]


def _unsteady_tests(findings: Findings) -> Iterator[str]:
    """Tests that fail when the network is slow and the machine busy, with the sleep to blame."""
    for test, found in findings.unsteady.items():
        sleeps = " and ".join(
            f"the sleep of {s.seconds:g} s in line {s.line}" for s in found.too_short
        )
        if sleeps:
            yield (
                f"{test} fails on a slow network, and passes there when {sleeps} lasts longer: a "
                "fixed sleep is too short on some machine. Look again and again until it is there "
                "or a deadline has passed. Until then the test catches nothing."
            )
    others = (found.outcome for found in findings.unsteady.values() if not found.too_short)
    for same in alike(others):
        yield (
            f"{same} {same.say('fails', 'fail')} on a slow network and a busy machine"
            f"{_at(same.first)} Wait for what is expected, with a deadline. "
            f"Until then {same.until_then}."
        )


def _lucky_tests(findings: Findings) -> Iterator[str]:
    """Tests that pass with one hash seed and not with another."""
    for same in alike(outcome for _, outcome in sorted(findings.lucky.items())):
        yield (
            f"{same} {same.say('passes', 'pass')} by luck: in another Python "
            f"{same.say('it fails', 'they fail')}{_at(same.first)} A set, and what is made of one, "
            "has another order each time Python starts. Give it an order before you compare. "
            f"Until then {same.until_then}."
        )


def _disturbed_tests(findings: Findings) -> Iterator[str]:
    """That two copies at once do not get along; one test stands for all."""
    if findings.disturbed:
        first = findings.disturbed[0]
        yield (
            "Two copies of the suite at the same time disturb each other: "
            f"{first.test} passes without a copy beside it and not with one{_at(first)} "
            "Let each run have its own port, container name, files and data."
        )


def _stray_tests(findings: Findings, seed: int) -> Iterator[str]:
    """Tests whose result depends on what ran before; each is named once, by the clearest run."""
    named: set[str] = set()
    for key in sorted(findings.orders, key=clearest_first):
        order, run = findings.orders[key]
        expected = findings.expected(key)
        together: dict[tuple[str, str], list[Outcome]] = {}
        for outcome in (o for o in run.outcomes if o.verdict != PASSED and o.test in expected):
            if outcome.test not in named:
                named.add(outcome.test)
                found = _what_it_found(findings.held.get(outcome.test))
                first = key.startswith("some") and outcome.test == order[0]
                how = _circumstance("alone" if first else key, seed, _before(outcome.test, order))
                together.setdefault((how, found), []).append(outcome)
        for (how, found), outcomes in together.items():
            for same in alike(outcomes):
                yield f"{same} {same.say(how, _of_several(how))}{_at(same.first)}{found}"
        for test in sorted(expected.intersection(order) - run.ran - named):
            named.add(test)
            how = _circumstance(key, seed, _before(test, order))
            yield f"{test} {how}: {run.reason or 'it did not run'}."


def _what_it_found(held: Held | None) -> str:
    """What a test that depends on others found at its start, where that is known."""
    if held is None:
        return ""
    failing, passing = ", ".join(held.failing), ", ".join(held.passing)
    return (
        f" At its start there was: {failing or 'nothing'}; where it passes: {passing or 'nothing'}."
    )


def _left_behind(findings: Findings) -> Iterator[str]:
    if findings.original.left:
        yield (
            f"When its last test has ended, the suite leaves behind: "
            f"{', '.join(findings.original.left)}. Close or stop it where it was opened: in a "
            "`with` block, or behind the `yield` of a fixture."
        )


def _before(test: str, order: tuple[str, ...]) -> str:
    """The test that an order has just before this one; empty for the first."""
    place = order.index(test)
    return order[place - 1] if place else ""


def _circumstance(key: str, seed: int, before: str) -> str:
    kind = key.split()[0]
    if kind == "alone":
        return "passes with the others and not alone: it needs what another test leaves behind"
    if kind == "beside":
        return "passed once and not the next time, in the same order on the same system"
    if kind == "twice":
        return "does not pass twice in a row in one session: something of the first run stays"
    where = f", right behind {before}" if before else ", as the first"
    if kind == "some":
        return f"passes with all the others and not with some of them only{where}"
    how = "reverse order" if kind == "reversed" else f"shuffled order (seed {seed})"
    return f"passes in the order of the file and not in {how}{where}"


def _of_several(how: str) -> str:
    """What `_circumstance` says of one test, said of several."""
    for one, several in (("does not pass", "do not pass"), ("passes ", "pass "),
                         ("it needs", "they need")):  # fmt: skip
        how = how.replace(one, several)
    return how


def _stumbles(rubric: Rubric, findings: Findings) -> Iterator[str]:
    """Bugs that make tests crash or hang outside the system, which is not catching them."""
    for bug, outcome in _stumbling(rubric, findings):
        yield (
            f"{outcome.test} stumbles over a bug without catching it{_in_line(outcome)}: "
            f"{_why_it_does_not_count(outcome)} The bug: {bug.symptom}"
        )


def _stumbling(rubric: Rubric, findings: Findings) -> Iterator[tuple[Bug, Outcome]]:
    """One test for each bug that no test catches and some stumble over."""
    for bug in rubric.bugs:
        run = findings.bugs[bug.id]
        if run.failed(findings.trusted):
            continue
        for outcome in run.outcomes:
            if outcome.test in findings.trusted and outcome.verdict in (ERROR, TIMEOUT):
                yield bug, outcome
                break


def _why_it_does_not_count(outcome: Outcome) -> str:
    cause = outcome.cause.rstrip(".")
    if outcome.verdict == TIMEOUT:
        return f"{cause}; wait with a limit, and expect what is to be there by then."
    place = {"setup": "the set-up", "teardown": "the clean-up"}.get(outcome.phase)
    where = place or "the test's own code"
    return (
        f"this happened in {where}, not in an expectation or in the system; "
        f"write an expectation on what the system did, ahead of it ({cause})."
    )


def _in_line(outcome: Outcome) -> str:
    return f", in line {outcome.line}" if outcome.line else ""


def _without_expectation(findings: Findings, expectations: Expectations) -> Iterator[str]:
    names = [
        name for name in _functions(findings.original.collected) if name in expectations.without
    ]
    if names:
        yield (
            f"Without any expectation, so that they can catch nothing: {', '.join(names)}. "
            "Add an assert on what the system did."
        )


def _idle(rubric: Rubric, findings: Findings, expectations: Expectations) -> Iterator[str]:
    """Good tests that catch none of the bugs here; of a part alone that would say nothing."""
    if rubric.is_part:
        return
    runs = findings.bugs.values()
    busy = {function_name(test) for run in runs for test in run.failed(findings.trusted)}
    strays = {test for key in findings.orders for test in findings.strays(key)}
    sound = [t for t in findings.original.collected if t in findings.trusted - strays]
    stumbling = {function_name(outcome.test) for _, outcome in _stumbling(rubric, findings)}
    names = [n for n in _functions(sound) if n not in busy | stumbling | expectations.without]
    if names:
        yield (
            f"Sound, and catching none of the bugs here: {', '.join(names)}. "
            "Keep what says something that you want to hold."
        )


def _functions(tests: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(function_name, tests)))


def _at(outcome: Outcome) -> str:
    """Where and why, to be put behind a clause."""
    where = f" (line {outcome.line})" if outcome.line else ""
    cause = outcome.cause.rstrip(".")
    return f"{where}: {cause}." if cause else f"{where}."
