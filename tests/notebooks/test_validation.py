"""`labkit validate`: what reproduces passes, whatever else does not."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from labkit.authoring import validate_command
from labkit.authoring.notebook import outputs, read, write
from labkit.authoring.validation import Validator

Make = Callable[..., Any]
pytestmark = pytest.mark.slow


def test_values_that_every_run_changes_reproduce(
    cell: Make, save: Make, run: Make, validated: Make
) -> None:
    path = run(
        save(
            cell("import time, uuid, tempfile, socket\nprint(f'{time.perf_counter():.4f} s')"),
            cell("object(), uuid.uuid4()"),
            cell("print(tempfile.mkdtemp())"),
            cell("s = socket.create_server(('127.0.0.1', 0))\nprint('port', s.getsockname()[1])"),
            cell("import sys\nprint('careful', file=sys.stderr)"),
            cell("1 / 0", "raises-exception"),
            cell("!true"),
            cell("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1]); plt.show()"),
            cell("from ipywidgets import Button\nButton()"),
        )
    )
    verdict = validated(path)
    assert verdict.problems == ()
    assert verdict.passed == 9


def test_a_kernel_takes_no_port_that_another_may_take_first(
    cell: Make, save: Make, run: Make, validated: Make
) -> None:
    """What executed the notebook took none; a kernel that takes one would say "tcp" now."""
    app = "from ipykernel.kernelapp import IPKernelApp"
    path = run(save(cell(app), cell("print(IPKernelApp.instance().transport)")))
    assert outputs(read(path)["cells"][1])[0]["text"] == "ipc\n"
    assert list(validated(path).problems) == []


# Each of these is stored as one thing and shows another when it runs again.
CHANGED = {
    "stdout": ("print('3 rows')", "print('4 rows')", "3 rows"),
    "a value": ("'Alice'", "'Bob'", "Alice"),
    "HTML": (
        "from IPython.display import HTML\nHTML('<b>1</b>')",
        "from IPython.display import HTML\nHTML('<b>2</b>')",
        "<b>1</b>",
    ),
    "stderr": (
        "import sys\nprint('old', file=sys.stderr)",
        "import sys\nprint('new', file=sys.stderr)",
        "old",
    ),
    "an error of another kind": ("1 / 0", "{}['a']", "ZeroDivisionError"),
    "an error that does not come": ("1 / 0", "1 / 1", "ename"),
    "an unknown magic": ("pass", "%no_such_magic", ""),
    "a command that fails": ("!true", "!false", "status 1"),
    "a picture that is not drawn": (
        "from IPython.display import Image, display\ndisplay(Image(PNG))",
        "PNG",
        "",
    ),
}


def test_real_differences_do_not_reproduce(
    cell: Make, save: Make, run: Make, validated: Make, change: Make
) -> None:
    png = "import base64, zlib\nPNG = base64.b64decode('iVBORw0KGgo=')"
    meant = [("raises-exception",) if "error" in name else () for name in CHANGED]
    cells = [cell(old, *tags) for (old, _, _), tags in zip(CHANGED.values(), meant, strict=True)]
    path = run(save(cell(png), *cells))
    for number, (_, new, _) in enumerate(CHANGED.values(), start=1):
        change(path, number, source=new)
    verdict = validated(path)
    assert [problem.split(":")[0] for problem in verdict.problems] == [
        f"code cell {number}" for number in range(1, len(CHANGED) + 1)
    ]
    for problem, (_, _, clue) in zip(verdict.problems, CHANGED.values(), strict=True):
        assert clue in problem
    assert verdict.passed == 1


def test_a_cell_that_hangs_fails_within_its_time_and_the_rest_is_not_counted_as_passed(
    cell: Make, save: Make, run: Make, change: Make
) -> None:
    path = run(save(cell("import threading"), cell("print(1)"), cell("print(2)")))
    change(path, 1, source="threading.Event().wait()")
    with Validator({}, cell_seconds=1) as impatient:
        verdict = impatient.validate(path)
    assert verdict.passed == 1
    assert "Timeout of 1 seconds" in verdict.problems[0]


def test_a_dead_kernel_fails_long_before_the_time_out(
    cell: Make, save: Make, run: Make, validated: Make, change: Make
) -> None:
    path = run(save(cell("import os"), cell("print(1)"), cell("print(2)")))
    change(path, 1, source="os._exit(1)")
    verdict = validated(path)
    assert "The kernel died" in verdict.problems[0]
    assert verdict.failed == 2


def test_a_notebook_that_never_ran_fails_with_a_sentence(
    cell: Make, save: Make, validated: Make
) -> None:
    verdict = validated(save(cell("print(1)")))
    assert (verdict.passed, verdict.failed) == (0, 1)
    assert "it was never executed" in verdict.problems[0]


def test_a_validation_that_hangs_as_a_whole_is_stopped(
    cell: Make, save: Make, run: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = run(save(cell("print(1)")))
    with Validator({}, 60) as validator:
        monkeypatch.setattr(validator, "_limit", lambda _path: 0)
        assert "was stopped" in validator.validate(path).problems[0]
        monkeypatch.undo()
        assert validator.validate(path).passed == 1


def test_notebooks_side_by_side_report_in_the_order_asked(
    cell: Make, save: Make, run: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = run(save(cell("print(1)"), cell("print(2)")))
    bad = tmp_path / "notebooks" / "a.ipynb"
    changed = read(good)
    changed["cells"][0]["source"] = "print(3)"
    write(bad, changed)
    verdicts = validate_command.validated([good, bad, good], dict(os.environ), 2, 60)
    where = validate_command.Course(tmp_path)
    assert validate_command._report(where, verdicts) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if line.endswith("failed")]
    assert lines == [
        "notebooks/lesson.ipynb: 2 passed, 0 failed",
        "notebooks/a.ipynb: 1 passed, 1 failed",
        "notebooks/lesson.ipynb: 2 passed, 0 failed",
        "5 passed, 1 failed",
    ]
