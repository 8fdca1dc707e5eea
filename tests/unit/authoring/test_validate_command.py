"""`labkit validate` as people call it wrongly."""

from pathlib import Path

import pytest

from labkit.authoring import validate_command
from labkit.errors import LabError


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["missing.ipynb"], "There is no missing.ipynb"),
        (["--workers", "0"], "above 0"),
        (["--workers", "many"], "invalid int value"),
        (["--nonsense"], "unrecognized arguments"),
    ],
)
def test_unusable_arguments_are_refused_in_a_sentence(
    args: list[str], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LabError, match=complaint) as caught:
        validate_command.main(args)
    assert caught.value.status == 2
