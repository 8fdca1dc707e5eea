"""A real browser, and a JupyterLab with one notebook in it."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.jupyter import JupyterLab

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFFLINE = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip

Start = Callable[..., JupyterLab]


@pytest.fixture(scope="module")  # no longer: its event loop would be every later test's
def browser() -> Iterator[Any]:
    """The Chromium of this machine, headless; it can reach this machine only."""
    api = pytest.importorskip(
        "playwright.sync_api",
        reason="playwright is not installed: install the package with its `test` extra.",
    )
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("There is no Chromium or Chrome on PATH, which the browser tests drive.")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OFFLINE)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any, screenshots: Path) -> Iterator[Any]:
    """A page that is sharp enough for a screenshot; its last state is kept as `last.png`."""
    context = browser.new_context(viewport={"width": 1180, "height": 1400}, device_scale_factor=2)
    page = context.new_page()
    yield page
    page.screenshot(path=screenshots / "last.png")
    context.close()


@pytest.fixture
def start_jupyterlab(tmp_path: Path) -> Iterator[Start]:
    """Start a JupyterLab on a copy of a notebook: ``start(notebook, name, theme)``."""
    started: list[JupyterLab] = []

    def start(notebook: dict[str, Any], name: str, theme: str = "JupyterLab Light") -> JupyterLab:
        folder = tmp_path / "exercises"
        folder.mkdir()
        (folder / name).write_text(json.dumps(notebook), encoding="utf-8")
        started.append(JupyterLab(folder, tmp_path, theme))
        return started[-1]

    yield start
    for jupyter in started:
        jupyter.close()


def solved(name: str) -> dict[str, Any]:
    """An exercise with the reference answer in it, not yet run."""
    path = ROOT / "solutions" / name
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return notebook


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    """Where screenshots go: the folder that LABKIT_SCREENSHOTS names, else a temporary one."""
    folder = Path(os.environ.get("LABKIT_SCREENSHOTS") or tmp_path / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
