"""`labkit open`: which notebook, which port, and a JupyterLab that ends with its terminal."""

import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from labkit.errors import LabError
from labkit.setup import open_command
from labkit.setup.clone import Clone, this_clone
from labkit.setup.open_command import find_notebook


def test_the_first_lesson_is_opened_when_none_is_named(clone: Clone) -> None:
    """A newcomer names nothing."""
    assert find_notebook(clone, None) == clone.root / "notebooks" / "00_start_here.ipynb"


def test_a_path_in_the_clone_works_from_anywhere(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative to the working folder or to the clone; outside of both, absolute."""
    monkeypatch.chdir(tmp_path)
    found = find_notebook(clone, "notebooks/00_start_here.ipynb")
    assert found.parent == clone.root / "notebooks"
    (tmp_path / "own.ipynb").write_text("{}")
    assert find_notebook(clone, str(tmp_path / "own.ipynb")).name == "own.ipynb"


@pytest.mark.parametrize("name", ["missing.ipynb", "notebooks", "README.md"])
def test_what_is_no_notebook_is_refused(clone: Clone, name: str) -> None:
    """JupyterLab would open with an error box."""
    with pytest.raises(LabError, match="no notebook"):
        find_notebook(clone, name)


@pytest.mark.parametrize("port", ["0", "-1", "65536", "many"])
def test_what_is_no_port_is_refused(port: str) -> None:
    """One sentence, before anything starts."""
    with pytest.raises(LabError, match=r"port"):
        open_command.main([f"--port={port}"])


def test_a_port_in_use_is_refused_when_it_was_asked_for() -> None:
    """Another one would be a surprise."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LabError, match=f"Port {port}"):
            open_command.main([f"--port={port}"])


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A running `labkit open`, and the address that it printed."""
    environment = os.environ | {"HOME": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-m", "labkit", "open", "--no-browser"],
        cwd=this_clone().root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process, address(process)
        finally:
            process.kill()


def address(process: "subprocess.Popen[str]") -> str:
    """Return the address that labkit prints, within a minute."""
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    threading.Thread(target=lambda out=process.stdout: [lines.put(s) for s in out]).start()
    seen = ""
    while True:
        seen += lines.get(timeout=60)
        found = re.search(r"http\S+", seen)
        if found:
            assert seen.startswith("JupyterLab runs at"), seen
            return found.group()


def ask(url: str, path: str) -> str:
    """GET a path of the server with the token of its address."""
    base, _, token = url.partition("?token=")
    with urllib.request.urlopen(f"{base.partition('/lab')[0]}{path}?token={token}") as answer:
        return str(answer.read().decode())


@pytest.mark.slow
def test_jupyterlab_is_quiet_on_this_machine_only_and_ends_on_ctrl_c(
    lab: tuple["subprocess.Popen[str]", str], tmp_path: Path
) -> None:
    """No news, no update check, no extension manager; nothing in ~/.jupyter; gone at once."""
    process, url = lab
    assert url.startswith("http://127.0.0.1:")
    assert "/lab/tree/notebooks/00_start_here.ipynb" in url
    page = ask(url, "/lab")
    configuration = json.loads(
        re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1]  # type: ignore[index]
    )
    assert configuration["news"] == {"disabled": True}
    assert configuration["extensionManager"]["can_install"] is False
    notification = json.loads(
        ask(url, "/lab/api/settings/@jupyterlab/apputils-extension:notification")
    )
    assert notification["schema"]["properties"]["fetchNews"]["default"] == "false"
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert not (tmp_path / ".jupyter").exists()
