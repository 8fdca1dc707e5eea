"""A JupyterLab of a test's own: quiet, offline, on a free port, with an engine of its own."""

import contextlib
import json
import secrets
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from tests.browser.waiting import wait_for
from tests.integration.engine.lab import Lab

NEVER_CHECK = "jupyterlab.handlers.announcements.NeverCheckForUpdate"


class JupyterLab:
    """Starts JupyterLab on a folder and asks its server what the kernels do.

    Args:
        notebooks: the folder to show.
        home: a folder for settings, logs and state.
        theme: the name of a theme of JupyterLab.
    """

    def __init__(self, notebooks: Path, home: Path, theme: str = "JupyterLab Light") -> None:
        self.lab = Lab()
        self._home, self._token = home, secrets.token_hex(16)
        _write_settings(home / "config", theme)
        with (home / "jupyterlab.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *self._options()],
                cwd=notebooks, env=self._environment(), stdout=log, stderr=log,
            )  # fmt: skip
        self._server: dict[str, Any] = wait_for(self._running, "JupyterLab to answer")

    def address(self, notebook: str) -> str:
        """The address of a notebook, alone on its page."""
        return f"{self._server['url']}doc/tree/{notebook}?token={self._token}"

    def run_all(self, page: Any, notebook: str) -> None:
        """Open a notebook in a page of a browser, and have all of its cells run."""
        page.goto(self.address(notebook))
        wait_for(self.kernels_are_idle, "the notebook's kernel")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    def kernels_are_idle(self) -> bool:
        """Whether a kernel runs, somebody is connected to it, and it has nothing to do.

        The page's own sign for "idle" is early and loses executions; the server knows.
        """
        kernels = [session["kernel"] for session in self._get("api/sessions")]
        return bool(kernels) and all(
            kernel["execution_state"] == "idle" and kernel["connections"] for kernel in kernels
        )

    def kill(self) -> None:
        """Kill the server as the system would, without a chance to tidy up."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the server and all that it left."""
        self.kill()
        self.lab.close()

    def _options(self) -> list[str]:
        options = {
            "ServerApp.port": "0",
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.open_browser": "False",
            "ServerApp.allow_root": "True",
            "IdentityProvider.token": self._token,
            "LabApp.news_url": "None",
            "LabApp.check_for_updates_class": NEVER_CHECK,
            "LabApp.extension_manager": "readonly",
        }
        return [f"--{name}={value}" for name, value in options.items()]

    def _environment(self) -> dict[str, str]:
        folders = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "IPYTHONDIR": "ipython",
            "LABKIT_STATE": "state",
        }
        return self.lab.environment | {name: str(self._home / f) for name, f in folders.items()}

    def _running(self) -> dict[str, Any] | None:
        """What the server wrote about itself, once it answers."""
        if self._process.poll() is not None:
            raise AssertionError((self._home / "jupyterlab.log").read_text(errors="replace"))
        with contextlib.suppress(OSError, ValueError):
            note = self._home / "runtime" / f"jpserver-{self._process.pid}.json"
            self._server = json.loads(note.read_text())
            self._get("api/status")
            return self._server
        return None

    def _get(self, path: str) -> Any:
        headers = {"Authorization": f"token {self._token}"}
        request = urllib.request.Request(f"{self._server['url']}{path}", headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


def _write_settings(config: Path, theme: str) -> None:
    """No news and no extension manager, which ask the network."""
    overrides = {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
        "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
        "@jupyterlab/apputils-extension:themes": {"theme": theme},
        # Cells out of sight are on the page, too.
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    }
    folder = config / "labconfig"
    folder.mkdir(parents=True)
    (folder / "default_setting_overrides.json").write_text(json.dumps(overrides))
