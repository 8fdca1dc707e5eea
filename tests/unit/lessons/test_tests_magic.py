"""``%%tests``: what pytest says about a cell, without what differs from run to run."""

import pytest

from labkit.lessons import tests_magic
from labkit.lessons.tests_magic import run, stable


def test_a_green_cell_is_told_in_one_line() -> None:
    result = run("def test_sum(): assert 1 + 1 == 2", [])
    assert (result.passed, result.text) == (True, "1 passed")


def test_a_red_cell_shows_the_line_and_both_sides() -> None:
    result = run("def test_sum():\n    assert 1 + 1 == 3\n", [])
    assert not result.passed
    assert "test_cell.py:2: in test_sum" in result.text
    assert "assert (1 + 1) == 3" in result.text


def test_two_runs_say_the_same() -> None:
    source = "def test_identity():\n    assert object() is object()\n"
    assert run(source, []).text == run(source, []).text


def test_options_reach_pytest() -> None:
    source = "def test_one(): pass\ndef test_two(): pass\n"
    assert run(source, ["-k", "two"]).text == "1 passed, 1 deselected"


def test_options_of_ones_own_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--verbose --durations=0")
    assert run("def test_one(): pass", []).text == "1 passed"


def test_a_cell_without_tests_has_not_passed() -> None:
    assert not run("x = 1", []).passed


def test_a_cell_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tests_magic, "TIME_LIMIT", 1)
    result = run("import threading\ndef test_ever():\n    threading.Event().wait()\n", [])
    assert (result.passed, "stopped" in result.text) == (False, True)


def test_the_word_after_the_magic_names_a_lesson() -> None:
    assert tests_magic.arguments_of("databases -q") == [
        "-p",
        "labkit.lessons.databases.fixtures",
        "-q",
    ]
    assert tests_magic.arguments_of("--setup-show") == ["--setup-show"]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("1 passed in 0.03s", "1 passed"),
        ("1 failed in 61.20s (0:01:01)", "1 failed"),
        ("==== FAILURES ====", "--- FAILURES ---"),
        ("F                            [100%]\n1 failed", "1 failed"),
        (".F.                          [100%]\n1 failed", "1 failed"),
        ("<Thing object at 0x7f43>", "<Thing object>"),
    ],
)
def test_what_varies_goes(printed: str, kept: str) -> None:
    assert stable(printed) == kept
