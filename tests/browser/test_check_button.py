"""Exercises as a learner meets them: JupyterLab in a real browser."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Start, solved
from tests.browser.jupyter import JupyterLab
from tests.browser.waiting import DEADLINE_SECONDS, wait_for

pytestmark = pytest.mark.browser

ERROR = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"
WITH_A_SERVER = "03_databases.ipynb"
WITHOUT = "02_strategies.ipynb"  # the quicker to check
MILLISECONDS = DEADLINE_SECONDS * 1000


def run_all(page: Any, jupyter: JupyterLab, name: str) -> Any:
    """Open an exercise, run all its cells, and return the Check panel."""
    jupyter.run_all(page, name)
    panel, trouble = page.locator(".labkit-panel"), page.locator(ERROR)
    panel.or_(trouble).first.wait_for(timeout=MILLISECONDS)
    wait_for(jupyter.kernels_are_idle, "the cells to end")
    assert trouble.all_inner_texts() == []
    return panel


def check(panel: Any) -> Any:
    """Press Check and return what is said at the end."""
    panel.get_by_role("button", name="Check").click()
    said = panel.get_by_role("alert")
    said.wait_for(timeout=MILLISECONDS)
    return said


def without_check_cell(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook whose button is the only one to check: one check to wait for."""
    checking = [c for c in notebook["cells"] if 'labkit.check("' in "".join(c["source"])]
    assert len(checking) == 1
    checking[0]["source"] = "import labkit"
    return notebook


def without_test(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    """The notebook without one test of its suite."""
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if source.startswith("%%suite"):
            blocks = re.split(r"\n\n\n", source)
            cell["source"] = "\n\n\n".join(b for b in blocks if f"def {name}(" not in b)
            assert cell["source"] != source
    return notebook


def test_the_reference_answer_earns_full_marks_at_the_click_of_check(
    start_jupyterlab: Start, screenshots: Path, page: Any
) -> None:
    jupyter = start_jupyterlab(without_check_cell(solved(WITH_A_SERVER)), WITH_A_SERVER)
    panel = run_all(page, jupyter, WITH_A_SERVER)
    assert "100 of 100 points" in check(panel).inner_text()
    panel.screenshot(path=screenshots / "full_marks.png")
    jupyter.kill()
    wait_for(jupyter.lab.is_clean, "every server of the killed JupyterLab to be gone")


def test_bugs_that_got_away_come_with_hints_by_keyboard_in_the_dark(
    start_jupyterlab: Start, screenshots: Path, page: Any
) -> None:
    weaker = without_test(without_check_cell(solved(WITHOUT)), "test_an_empty_pattern_is_refused")
    jupyter = start_jupyterlab(weaker, WITHOUT, "JupyterLab Dark")
    panel = run_all(page, jupyter, WITHOUT)
    assert "1 bug got away" in check(panel).inner_text()
    hint = panel.get_by_role("button", name=re.compile("Next hint"))
    hint.focus()
    page.keyboard.press("Enter")
    panel.locator(".labkit-hints li").first.wait_for(timeout=MILLISECONDS)
    assert panel.locator(".labkit-hints li").count() == 1
    panel.screenshot(path=screenshots / "hints.png")
