"""The arguments of ``labkit check``."""

import os
import subprocess
import sys

import pytest

from labkit.errors import LabError
from labkit.grading import fingerprint
from labkit.grading.command import main


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "EXERCISE"),
        (["databases", "--no-such"], "--no-such"),
        (["databases", "--suite", "a", "--notebook", "b"], "not allowed"),
        (["nonsense"], "no exercise 'nonsense'"),
        (["databases", "--suite", "/no/such/suite.py"], "no suite"),
        (["databases", "--notebook", "/no/such.ipynb"], "no notebook"),
        (["challenge", "--part", "cash", "--suite", __file__], "no part 'cash'"),
    ],
)
def test_unusable_arguments_are_one_sentence(args, said):
    with pytest.raises(LabError, match=said) as caught:
        main(args)
    assert caught.value.status == 2
    assert "\n" not in str(caught.value)


def test_help_shows_the_usage(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    assert "%%suite" in capsys.readouterr().out


def test_a_suite_that_is_not_python_is_told_with_its_line(tmp_path, capsys):
    suite = tmp_path / "suite.py"
    suite.write_text("import pytest\ndef test_x(:\n")
    assert main(["databases", "--suite", str(suite)]) == 1
    assert "not valid Python: line 2: invalid syntax" in capsys.readouterr().out


@pytest.mark.parametrize("full", [True, False])
def test_at_full_marks_the_number_of_the_suite_is_told(full, tmp_path, capsys, monkeypatch):
    class Report:
        full_marks = full
        uncaught = variants = ()

        def text(self):
            return "the report\n"

    suite = tmp_path / "suite.py"
    suite.write_text("def test_x():\n    assert 1\n")
    monkeypatch.setattr("labkit.grading.face.check", lambda *_, **__: Report())
    assert main(["databases", "--suite", str(suite)]) == (0 if full else 1)
    number = f"SHA-256 of the suite: {fingerprint(suite.read_text())}"
    assert (number in capsys.readouterr().out) is full


def test_a_machine_without_servers_is_one_sentence_with_a_status_of_its_own(tmp_path):
    suite = tmp_path / "suite.py"
    suite.write_text("def test_x():\n    assert 1\n")
    nowhere = {**os.environ, "LABKIT_ENGINE": "embedded", "LABKIT_RUNTIME": os.devnull}
    command = [sys.executable, "-m", "labkit", "check", "databases", "--suite", str(suite)]
    done = subprocess.run(command, env=nowhere, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("labkit: ")
    assert done.stderr.count("\n") == 1
