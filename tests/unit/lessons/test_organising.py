"""The lesson on organising: what is read from a run, and how a suite is judged by its runs."""

from dataclasses import replace
from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.lessons.organising import Project, measured, plot
from labkit.lessons.organising.judging import Runs
from labkit.lessons.organising.rules import judged
from labkit.lessons.organising.running import Ran
from labkit.lessons.organising.tally import Tally

MARKS = {
    **{f"test_suite.py::test_u{number}": ["unit"] for number in range(3)},
    **{f"test_suite.py::test_i{number}": ["integration"] for number in range(4)},
}
ALONE = Tally("alone", servers=1, migrated=1, databases=["users_alone"], marks=MARKS)
UNITS = Tally("alone", marks={name: mark for name, mark in MARKS.items() if mark == ["unit"]})
WORKERS = tuple(Tally(name, migrated=1, databases=[f"users_{name}"]) for name in ("gw0", "gw1"))
FAILING = "FAILED test_suite.py::test_i0 - assert 1 == 2\n1 failed, 6 passed in 1.23s\n"


def ran(*tallies: Tally) -> Ran:
    return Ran("python -m pytest", 0, "7 passed in 1.23s\n", tallies)


def failed(*tallies: Tally) -> Ran:
    return Ran("python -m pytest", 1, FAILING, tallies)


GOOD = Runs(ran(ALONE), ran(ALONE), ran(UNITS), ran(ALONE), ran(Tally("alone"), *WORKERS))


def broken(runs: Runs) -> list[str]:
    return [rule.name for rule in judged(runs).rules if rule.problem]


def marked(**marks: list[str]) -> Ran:
    more = {f"test_suite.py::{name}": names for name, names in marks.items()}
    return ran(replace(ALONE, marks={**MARKS, **more}))


def on_one_database(first: Tally, second: Tally) -> Ran:
    return ran(first, replace(second, databases=first.databases))


def test_an_organised_suite_keeps_every_rule() -> None:
    assert broken(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "runs"),
    [
        ("It passes every time", replace(GOOD, again=failed(ALONE))),
        ("Each test is marked, unit or integration", replace(GOOD, whole=marked(test_new=[]))),
        (
            "Each test is marked, unit or integration",
            replace(GOOD, whole=marked(test_both=["integration", "unit"])),
        ),
        ("There is something to select", replace(GOOD, whole=marked(test_u0=["integration"]))),
        ("Unit tests need no server", replace(GOOD, units=ran(replace(UNITS, servers=1)))),
        ("Unit tests need no server", replace(GOOD, units=ran(replace(UNITS, databases=["a"])))),
        ("Unit tests need no server", replace(GOOD, units=ran(Tally("alone")))),
        ("It passes backwards", replace(GOOD, backwards=failed(ALONE))),
        (
            "Two workers on one server have a database each",
            replace(GOOD, parallel=on_one_database(*WORKERS)),
        ),
        (
            "Two workers on one server have a database each",
            replace(GOOD, parallel=ran(replace(WORKERS[0], servers=1), WORKERS[1])),
        ),
        (
            "Two workers on one server have a database each",
            replace(GOOD, parallel=failed(*WORKERS)),
        ),
        (
            "One server and one migration are enough",
            replace(GOOD, whole=ran(replace(ALONE, servers=2))),
        ),
        (
            "One server and one migration are enough",
            replace(GOOD, whole=ran(replace(ALONE, servers=0, migrated=0))),
        ),
        (
            "One server and one migration are enough",
            replace(GOOD, whole=ran(replace(ALONE, migrated=2))),
        ),
    ],
)
def test_each_breach_breaks_its_own_rule_alone(rule: str, runs: Runs) -> None:
    assert broken(runs) == [rule]


def test_a_breach_names_the_test_that_failed() -> None:
    text = repr(judged(replace(GOOD, backwards=failed(ALONE))))
    assert "FAILED test_suite.py::test_i0" in text
    assert text.endswith("7 of 8 rules are kept.")


def test_a_suite_that_has_no_test_yet_is_told_so() -> None:
    nothing = Ran("python -m pytest", 5, "no tests ran in 0.01s\n", (Tally("alone"),))
    text = repr(judged(Runs(nothing, nothing, nothing, nothing, nothing)))
    assert "There is no test yet." in text
    assert text.endswith("0 of 8 rules are kept.")


def test_a_suite_that_pytest_cannot_read_is_told_that_alone() -> None:
    said = "ERROR test_suite.py - SyntaxError: invalid syntax\n1 error in 0.01s\n"
    unread = Ran("python -m pytest", 2, said, (Tally("alone"),))
    ruling = judged(Runs(unread, unread, unread, unread, unread))
    assert [rule.name for rule in ruling.rules if rule.problem] == ["It is collected, and passes"]
    assert "SyntaxError: invalid syntax" in repr(ruling)
    assert ruling.kept == 0


def test_one_server_is_not_many() -> None:
    text = repr(judged(replace(GOOD, whole=ran(replace(ALONE, migrated=2)))))
    assert "started 1 server and migrated 2 databases, where" in text


def test_a_run_is_shown_without_its_duration() -> None:
    assert repr(failed(ALONE)).splitlines() == [
        "$ python -m pytest",
        "FAILED test_suite.py::test_i0 - assert 1 == 2",
        "1 failed, 6 passed",
        "servers started: 1, databases migrated: 1",
    ]


class Slow(Project):
    """A project whose tests took as long as it says."""

    def run(self, *_: str, seed: int = 0) -> Ran:
        lines = "1.20s setup    test_a.py::test_one\n0.30s call     tests/test_b.py::test_two\n"
        return Ran("", seed, f"slowest durations\n{lines}0.01s teardown test_a.py::test_one\n", ())


def test_durations_are_read_by_test_and_phase_and_drawn() -> None:
    durations = measured(Slow("messy"))
    assert durations.seconds == {
        "test_one": {"setup": 1.2, "teardown": 0.01},
        "test_two": {"call": 0.3},
    }
    assert durations.slowest == ["test_one", "test_two"]
    assert plot(messy=durations).png.startswith(b"\x89PNG")


def test_a_project_is_a_copy_that_can_be_changed() -> None:
    first, second = Project("messy"), Project("messy")
    first.edit("test_everything.py", "REGISTERED = []", "REGISTERED = [1]")
    assert "REGISTERED = [1]" in repr(first.show("test_everything.py"))
    assert "REGISTERED = []" in repr(second.show("test_everything.py"))
    assert Path(first.folder).name == "messy"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: Project("tidy"), "There is no project 'tidy' here"),
        (lambda: Project("messy").show("test_nothing.py"), "There is no test_nothing.py"),
        (lambda: Project("messy").edit("test_everything.py", "users", "x"), "times, not once"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(wrong, sentence: str) -> None:
    with pytest.raises(LabError, match=sentence):
        wrong()
