"""``%load_ext labkit`` and ``%%suite`` in a real IPython shell, with grading put aside."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

import labkit
from labkit.errors import LabError, MachineLacks

from .conftest import FakeOutcome, FakeReport, FakeRun


class Pieces:
    """The pieces under the notebook: an engine, the rubrics' names, grading."""

    def __init__(self) -> None:
        self.connected = 0
        self.ran: list[tuple[str, str]] = []
        self.trouble: BaseException | None = None

    def use(self) -> None:
        """Stand in for labkit.engine.use."""
        self._answer()
        self.connected += 1

    def run(self, source: str, exercise: str) -> FakeRun:
        """Stand in for labkit.grading.run."""
        self._answer()
        self.ran.append((exercise, source))
        return FakeRun((FakeOutcome("test_find", "passed"),))

    def check(self, exercise: str, source: str, **_: Any) -> FakeReport:
        """Stand in for labkit.grading.check."""
        self._answer()
        self.ran.append((exercise, source))
        return FakeReport(40)

    def _answer(self) -> None:
        if self.trouble is not None:
            raise self.trouble


def _module(name: str, **functions: Any) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(functions)
    return module


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> Pieces:
    """Put stand-ins in place of the engine, the rubrics and grading."""
    made = Pieces()
    stand_ins = {
        "engine": _module("labkit.engine", use=made.use),
        "rubrics": _module("labkit.rubrics", names=lambda: ["databases", "queues"]),
        "grading": _module("labkit.grading", run=made.run, check=made.check),
    }
    for name, module in stand_ins.items():
        monkeypatch.setitem(sys.modules, f"labkit.{name}", module)
        monkeypatch.setattr(labkit, name, module, raising=False)
    return made


@pytest.fixture
def shell(
    pieces: Pieces,  # noqa: ARG001 (must be in place before labkit is loaded)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[InteractiveShell]:
    """A shell with labkit loaded, working in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    shell = InteractiveShell()
    shell.colors = "nocolor"
    labkit.load_ipython_extension(shell)
    yield shell
    shell.history_manager.end_session() if shell.history_manager else None


SUITE = "%%suite databases\ndef test_find():\n    assert True\n"


@pytest.mark.usefixtures("shell")
def test_loading_connects_the_engine_and_prints_nothing(
    pieces: Pieces, capfd: pytest.CaptureFixture[str]
) -> None:
    assert pieces.connected == 1
    assert capfd.readouterr() == ("", "")


def test_loading_twice_and_unloading_twice_are_harmless(shell: InteractiveShell) -> None:
    labkit.load_ipython_extension(shell)
    labkit.unload_ipython_extension(shell)
    labkit.unload_ipython_extension(shell)
    assert shell.find_cell_magic("suite") is None


def test_a_machine_without_servers_is_told_in_one_sentence(
    shell: InteractiveShell, pieces: Pieces, capsys: pytest.CaptureFixture[str]
) -> None:
    pieces.trouble = MachineLacks("There is no PostgreSQL here; run `labkit doctor`.")
    result = shell.run_cell("import labkit; labkit.load_ipython_extension(get_ipython())")
    assert not result.success
    assert said(capsys) == ["There is no PostgreSQL here; run `labkit doctor`."]


def test_the_suite_runs_and_is_kept_for_check_and_editor(
    shell: InteractiveShell, pieces: Pieces, tmp_path: Path
) -> None:
    view = shell.run_cell(SUITE).result
    source = SUITE.replace("%%suite", "# %%suite")  # lines keep their numbers
    assert repr(view) == "1 tests"
    assert (tmp_path / ".suites/test_databases.py").read_text() == source
    assert repr(shell.run_cell("import labkit; labkit.check('databases')").result) == (
        "40 of 100 points"
    )
    assert pieces.ran == [("databases", source)] * 2


def test_the_run_is_also_html_and_always_the_same(shell: InteractiveShell) -> None:
    views = [shell.run_cell(SUITE).result for _ in range(2)]
    assert views[0]._repr_html_() == views[1]._repr_html_()
    assert "<code>test_find</code>" in views[0]._repr_html_()


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (SUITE.replace("databases", "database"), "did you mean 'databases'?"),
        (SUITE.replace("databases", ""), "choose one of: databases, queues."),
        (SUITE.replace("True", "True ="), "line 3 of the cell (`assert True =`)"),
        ("import labkit; labkit.check('tables')", "There is no exercise called 'tables'"),
        ("import labkit; labkit.check_button('tables')", "There is no exercise called 'tables'"),
    ],
)
def test_a_mistake_is_answered_with_one_sentence(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str, sentence: str
) -> None:
    result = shell.run_cell(cell)
    lines = said(capsys)
    assert isinstance(result.error_in_exec, LabError)
    assert len(lines) == 1
    assert sentence in lines[0]


@pytest.mark.parametrize("cell", [SUITE, "import labkit; labkit.check('databases')"])
def test_an_interrupt_is_one_sentence_and_the_next_run_works(
    shell: InteractiveShell, pieces: Pieces, capsys: pytest.CaptureFixture[str], cell: str
) -> None:
    shell.run_cell(SUITE)
    capsys.readouterr()
    pieces.trouble = KeyboardInterrupt()
    assert not shell.run_cell(cell).success
    lines = said(capsys)
    assert len(lines) == 1
    assert lines[0].startswith("Interrupted before it had finished")
    pieces.trouble = None
    assert shell.run_cell(cell).success


def test_a_suite_with_an_odd_escape_warns_nobody(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell("%%suite databases\ndef test_find():\n    assert '\\d'\n")
    assert capsys.readouterr().err == ""


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines that the learner saw."""
    return [line for line in capsys.readouterr().out.splitlines() if line.strip()]
