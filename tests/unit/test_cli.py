"""The command line: statuses, sentences, help."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from labkit import cli
from labkit.errors import LabError, MachineLacks


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> "pytest.MonkeyPatch":
    """Lets a test put a command of its own into the table."""
    monkeypatch.setattr(cli, "COMMANDS", {})
    return monkeypatch


def does(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make `labkit try` raise this."""
    made = cli.Command("", "", "nowhere:main", anywhere=True)

    def run(_args: list[str]) -> int:
        raise error

    monkeypatch.setattr(made, "run", run)
    monkeypatch.setitem(cli.COMMANDS, "try", made)


@pytest.mark.parametrize(
    ("error", "status"),
    [(LabError("Mend it."), 2), (MachineLacks("Mend it."), 3), (KeyboardInterrupt(), 130)],
)
def test_an_error_is_one_sentence_and_its_status(
    command: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
) -> None:
    """Never a traceback for what a person can mend."""
    does(command, error)
    assert cli.main(["try"]) == status
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_mistake_in_labkit_itself_is_not_hidden(command: pytest.MonkeyPatch) -> None:
    """A traceback is right for our own faults."""
    does(command, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        cli.main(["try"])


def test_an_unknown_command_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """With the status of unusable arguments."""
    assert cli.main(["frobnicate"]) == 2
    sentence = capsys.readouterr().err
    assert "frobnicate" in sentence
    assert "open, test, doctor" in sentence


@pytest.mark.parametrize("arguments", [[], ["--help"], ["help"]])
def test_help_shows_every_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What each takes, and where to start."""
    assert cli.main(arguments) == 0
    shown = capsys.readouterr().out
    for name, command in cli.COMMANDS.items():
        assert f"  {name} {command.arguments}\n      {command.does}\n" in shown


def test_a_python_that_is_too_old_is_named_with_what_to_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 3: the machine lacks something."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    assert cli.main(["open"]) == 3
    sentence = capsys.readouterr().err
    assert "Python 3.9" in sentence
    assert "Python 3.11, 3.12 or 3.13" in sentence


@pytest.mark.parametrize("module", ["__init__", "__main__", "cli", "errors"])
def test_an_old_python_can_read_as_far_as_that_sentence(module: str) -> None:
    """Compiled with the grammar of Python 3.6, nothing newer."""
    import ast

    source = (Path(cli.__file__).parent / f"{module}.py").read_text()
    ast.parse(source, feature_version=(3, 6))


def test_a_reader_that_closes_the_pipe_is_no_error() -> None:
    """`labkit --help | head -1` says nothing on standard error."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "labkit", "--help"],
        stdout=writer,
        stderr=subprocess.PIPE,
        cwd=Path(cli.__file__).parents[1],
    )
    os.close(writer)
    assert done.returncode == 141
    assert done.stderr == b""
