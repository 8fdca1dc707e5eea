"""`labkit build --execute`: running notebooks in place, on real kernels."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from labkit.authoring.notebook import outputs, read
from labkit.errors import LabError

Make = Callable[..., Any]
pytestmark = pytest.mark.slow


def test_outputs_are_stored_and_a_second_run_changes_no_byte(
    cell: Make, save: Make, run: Make
) -> None:
    path = run(
        save(
            cell("import time, os\nprint(f'{time.perf_counter():.6f} s')"),
            cell("print(os.path.basename(os.getcwd()))"),
            cell("object()"),
            cell("1 / 0", "raises-exception"),
            cell("raise SystemExit('never run')", "nbval-skip"),
        )
    )
    first = path.read_bytes()
    notebook = read(path)
    assert outputs(notebook["cells"][1])[0]["text"] == "notebooks\n"
    assert "execution" not in notebook["cells"][0]["metadata"]
    assert run(path).read_bytes() == first


def test_a_kernel_needs_no_port_that_somebody_could_take(cell: Make, save: Make, run: Make) -> None:
    source = "from ipykernel import connect\nconnect.get_connection_info(unpack=True)['transport']"
    path = run(save(cell(source)))
    assert outputs(read(path)["cells"][0])[0]["data"]["text/plain"] == "'ipc'"


def test_the_states_of_widgets_are_stored_under_the_same_ids(
    cell: Make, save: Make, run: Make
) -> None:
    path = run(save(cell("from ipywidgets import Button\nButton(description='Check')")))
    first = path.read_bytes()
    assert b"widget-state+json" in first
    assert run(path).read_bytes() == first


def test_what_the_author_answered_before_is_not_stored(
    cell: Make, save: Make, run: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "answers.json").write_text('{"hats": {"hat": "small"}}')
    monkeypatch.setenv("LABKIT_STATE", str(tmp_path))
    asked = "from labkit.ui.quiz_memory import AnswersOnDisk"
    path = run(save(cell(f"{asked}\nAnswersOnDisk().answer('hats', 'hat')")))
    assert outputs(read(path)["cells"][0])[0]["data"]["text/plain"] == "''"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("undefined", "cell 2: NameError: name 'undefined' is not defined"),
        ("%no_such_magic", "cell 2: UsageError"),
        ("import os\nos._exit(1)", "cell 2: the kernel died"),
    ],
)
def test_a_cell_that_fails_is_named_and_the_file_stays_as_it_was(
    cell: Make, save: Make, run: Make, source: str, sentence: str
) -> None:
    path: Path = save(cell("a = 1"), cell(source))
    before = path.read_bytes()
    with pytest.raises(LabError, match=rf"lesson\.ipynb, {sentence}"):
        run(path)
    assert path.read_bytes() == before


def test_a_cell_that_hangs_is_named(cell: Make, save: Make, run: Make) -> None:
    path = save(cell("import threading\nthreading.Event().wait()"))
    with pytest.raises(LabError, match="cell 1: it ran for more than 1 seconds"):
        run(path, seconds=1)
