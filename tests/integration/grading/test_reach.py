"""On a bug only the tests that reach it are run, and no suite gains or loses by it."""

from collections import Counter
from dataclasses import replace

import pytest

from labkit.grading.assembling import assemble
from labkit.grading.checking import Examination
from labkit.grading.expectations import read_expectations
from labkit.rubrics import Change

from .conftest import RUBRIC

HEAD = """\
import subprocess, sys
import pytest
from labkit.systems.toy import Till

RAN = []


@pytest.fixture(autouse=True)
def note(request):
    RAN.append(request.node.name)


def test_adding():
    assert Till().add(5) == 5


def test_idle():
    assert Till().total == 0


def test_calling():
    assert Till().call(lambda: 7) == 7


def test_paper():
    Till().receipt()
    assert RAN
"""


@pytest.fixture
def examined(pool, systems):
    """Examine a suite; the report, and by variant or order the tests that were run."""

    def examine(source, rubric=RUBRIC):
        expectations = read_expectations(source)
        examination = Examination(rubric, source, expectations, pool, systems)
        runs = Counter()
        following = examination._next

        def note():
            task, run = following()
            runs[task.key] += len(run.ran)
            return task, run

        examination._next = note
        findings = examination.run(lambda _: None)
        return assemble(rubric, findings, expectations, 0, 0.0), runs

    return examine


def many(bug, times=8):
    """A rubric with one bug many times, so that runs of a few tests are worth while."""
    [one] = [each for each in RUBRIC.bugs if each.id == bug]
    return replace(RUBRIC, bugs=tuple(replace(one, id=f"{bug} {n}") for n in range(times)))


def test_only_the_tests_that_come_to_a_changed_statement_are_run(examined):
    report, runs = examined(HEAD, many("doubled"))
    assert {v.tests for v in report.caught} == {("test_adding",)}
    assert len(report.caught) == 8
    assert {runs[f"doubled {n}"] for n in range(8)} == {1}
    assert runs["some 1"] == 1


def test_a_bug_in_a_branch_needs_only_the_tests_that_take_it(examined):
    suite = (
        HEAD
        + "\n\ndef test_owing():\n    with pytest.raises(ValueError):\n        Till().add(-1)\n"
    )
    refund = (Change("toy/__init__.py", "raise ValueError(price)", "return 0"),)
    bugs = tuple(replace(RUBRIC.bugs[0], id=f"refund {n}", changes=refund) for n in range(8))
    report, runs = examined(suite, replace(RUBRIC, bugs=bugs))
    assert {v.tests for v in report.caught} == {("test_owing",)}
    assert {runs[f"refund {n}"] for n in range(8)} == {1}


def test_a_suite_that_fails_when_only_some_of_its_tests_are_run_gains_nothing(examined):
    told = HEAD + "\n\ndef test_adding_more():\n    Till().add(1)\n    assert len(RAN) != 2\n"
    report, runs = examined(told.replace("== 5", ">= 5"), many("doubled"))
    assert runs["some 1"] == 2
    assert (report.points, report.isolated, report.caught) == (0, False, ())
    assert "not with some of them only, right behind test_adding" in "\n".join(report.messages)


def test_a_suite_that_asserts_an_accident_only_when_it_runs_in_part_gains_nothing(examined):
    sly = HEAD.replace("== 5", ">= 5") + (
        "\n\ndef test_adding_more():\n    till = Till()\n    seen = (till.add(1), till.id < 60)\n"
        "    assert len(RAN) > 4 or seen == (1, True)\n"
    )
    report, runs = examined(sly, many("doubled"))
    assert runs["some 1"] == 2
    assert (report.points, report.isolated, report.caught) == (0, False, ())


def test_a_test_that_refuses_a_correct_system_is_not_called_dependent_as_well(examined):
    narrow = HEAD + "\n\ndef test_id():\n    till = Till()\n    assert till.add(till.id) < 60\n"
    report, _ = examined(narrow, many("doubled"))
    assert (report.valid, report.isolated) == (False, True)


def test_what_the_first_test_sets_up_for_all_is_reached_by_all(examined):
    shared = HEAD.replace("RAN = []", "RAN = []\nSHARED = []\n\n\ndef till():\n"
                          "    if not SHARED:\n        SHARED.append(Till().add(2))\n"
                          "    return SHARED[0]\n")  # fmt: skip
    shared = shared.replace("assert Till().add(5) == 5", "assert till()")
    shared = shared.replace("assert Till().total == 0", "assert till() == 2")
    report, _ = examined(shared, many("doubled"))
    assert {v.tests for v in report.caught} == {("test_idle",)}
    assert report.points == 100


def test_a_suite_that_starts_processes_is_run_as_a_whole(examined):
    started = HEAD.replace(
        "assert Till().total == 0",
        'code = "from labkit.systems.toy import Till; print(Till().add(4))"\n'
        "    told = subprocess.run([sys.executable, '-c', code], stdout=subprocess.PIPE)\n"
        "    assert told.stdout == b'4\\n'",
    )
    report, runs = examined(started, many("doubled", 2))
    assert {v.tests for v in report.caught} == {("test_adding", "test_idle")}
    assert {runs[f"doubled {n}"] for n in range(2)} == {4}
