"""The strategy explorer as a learner uses it: JupyterLab in a real browser, with the keyboard."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, Start
from tests.browser.waiting import DEADLINE_SECONDS

pytestmark = pytest.mark.browser

NAME = "02_strategies.ipynb"
MILLISECONDS = DEADLINE_SECONDS * 1000


@pytest.fixture
def lesson() -> dict[str, Any]:
    """The lesson's cells that lead to the explorer, not yet run."""
    notebook: dict[str, Any] = json.loads((ROOT / "notebooks" / NAME).read_text(encoding="utf-8"))
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    notebook["cells"] = [cells[name] for name in ("load", "everything", "explorer")]
    for cell in notebook["cells"]:
        cell["outputs"], cell["execution_count"] = [], None
    return notebook


def says(explorer: Any, words: str) -> None:
    """Wait until the explorer's sentence on the present step contains the words."""
    explorer.get_by_role("status").filter(has_text=words).wait_for(timeout=MILLISECONDS)


def test_a_mistake_is_stepped_to_and_from_by_keyboard(
    start_jupyterlab: Start, lesson: dict[str, Any], screenshots: Path, page: Any
) -> None:
    jupyter = start_jupyterlab(lesson, name=NAME)
    jupyter.run_all(page, NAME)
    explorer = page.locator(".labkit-explorer")
    explorer.wait_for(timeout=MILLISECONDS)

    says(explorer, "Step 1 of 3: ✔ green")
    explorer.get_by_role("button", name="Next step").focus()
    page.keyboard.press("Enter")
    says(explorer, "Step 2 of 3: ✘ red. 2 suspects: engine, store ↔ engine")
    assert explorer.get_by_text("? suspect").count() == 2
    assert explorer.get_by_role("button", name="Next step").is_disabled()
    explorer.screenshot(path=screenshots / "explorer.png")

    explorer.get_by_label("Strategy", exact=True).select_option("top-down")
    says(explorer, "Step 1 of 3: ✔ green")
    assert explorer.get_by_text("▢ stub").count() == 1
    explorer.get_by_role("button", name="Next step").click()
    says(explorer, "Step 2 of 3: ✔ green")
    explorer.get_by_role("button", name="Back").click()
    says(explorer, "Step 1 of 3: ✔ green")
    explorer.get_by_label("Broken", exact=True).select_option("reports: calls adware infected")
    says(explorer, "Step 1 of 3: ✘ red. 1 suspect: reports")
