"""The arguments of ``labkit check``."""

import pytest

from labkit.errors import LabError
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
