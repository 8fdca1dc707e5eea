"""`labkit build` as people run it."""

from pathlib import Path

import pytest

from labkit.authoring import build_command
from labkit.authoring.notebook import read, write
from labkit.authoring.places import Course
from labkit.errors import LabError

pytestmark = pytest.mark.usefixtures("solution")


@pytest.fixture(autouse=True)
def _inside(checkout: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout.root)


def edit(path: Path) -> None:
    changed = read(path)
    changed["cells"][0]["source"] = "my_work = 1"
    write(path, changed)


def test_build_writes_exercises_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_command.main([]) == 0
    assert capsys.readouterr().out == "exercises/03_databases.ipynb: written\n"
    assert build_command.main([]) == 0
    assert capsys.readouterr().out == "exercises/03_databases.ipynb: up to date\n"


def test_build_refuses_to_replace_work_and_says_where_the_new_version_is(
    checkout: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    build_command.main([])
    edit(checkout.exercises / "03_databases.ipynb")
    capsys.readouterr()
    assert build_command.main([]) == 1
    [sentence] = capsys.readouterr().out.splitlines()
    assert "exercises/03_databases.ipynb was edited" in sentence
    assert "the new version is exercises/new/03_databases.ipynb" in sentence
    assert build_command.main(["--force"]) == 0


def test_check_tells_drift_and_writes_nothing(
    checkout: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build_command.main(["--check"]) == 1
    assert "is missing: run `labkit build`" in capsys.readouterr().out
    assert not checkout.exercises.exists()


def test_check_tells_problems_of_rubrics(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build_command.main([])
    monkeypatch.setattr("labkit.rubrics.checking.problems", lambda folder: [f"bad {folder.name}"])
    assert build_command.main(["--check"]) == 1
    assert "bad databases" in capsys.readouterr().out
    monkeypatch.setattr("labkit.rubrics.checking.problems", lambda _folder: [])
    monkeypatch.setattr("labkit.grading.proving.prove", lambda rubric, _: [f"weak {rubric.name}"])
    assert build_command.main(["--check"]) == 1
    assert "weak databases" in capsys.readouterr().out
    monkeypatch.setattr("labkit.grading.proving.prove", lambda _rubric, _root: [])
    assert build_command.main(["--check"]) == 0


@pytest.mark.parametrize(
    "args", [["--nonsense"], ["--check", "--force"], ["--execute", "--cell-timeout", "0"]]
)
def test_unusable_arguments_are_refused_in_a_sentence(args: list[str]) -> None:
    with pytest.raises(LabError, match="labkit build"):
        build_command.main(args)


def test_check_grades_only_the_reference_answers_that_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build_command.main([])
    monkeypatch.setattr("labkit.rubrics.checking.problems", lambda _folder: [])
    monkeypatch.setattr("labkit.grading.proving.prove", lambda rubric, _: [f"weak {rubric.name}"])
    capsys.readouterr()
    assert build_command.main(["--check", "queues", "apis"]) == 1
    said = capsys.readouterr()
    assert said.out == "weak queues\nweak apis\n"
    assert [line.partition(":")[0] for line in said.err.splitlines()] == ["queues", "apis"]


def test_an_exercise_that_there_is_not_cannot_be_checked() -> None:
    with pytest.raises(LabError, match="no exercise 'nonsense'"):
        build_command.main(["--check", "nonsense"])


def test_mistakes_in_a_rubric_that_is_named_are_all_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(_: str) -> None:
        raise LabError("the first of them")

    build_command.main([])
    monkeypatch.setattr("labkit.rubrics.load", load)
    monkeypatch.setattr(
        "labkit.rubrics.checking.problems",
        lambda folder: ["a mistake", "another"] if folder.name == "databases" else [],
    )
    capsys.readouterr()
    assert build_command.main(["--check", "databases"]) == 1
    assert capsys.readouterr().out == "a mistake\nanother\n"
