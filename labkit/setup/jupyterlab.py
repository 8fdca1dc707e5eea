"""JupyterLab in this process: quiet, on this machine only, gone on Ctrl-C.

In this process, so that the engine connection and the server live and die together: whatever kills
one kills the other, and kernels inherit the engine through the environment.
"""

import logging
import os
import signal
import sys
import webbrowser
from pathlib import Path
from urllib.parse import quote

CONFIGURATION = Path(__file__).parent / "jupyter"


def run(root: Path, notebook: Path, port: int | None, *, browser: bool) -> int:
    """Serve until stopped.

    Args:
        root: the clone's folder; the file browser shows it, unless the notebook lies elsewhere.
        notebook: opened first.
        port: the one to listen on; None for 8888 or the next free one.
        browser: whether to open the learner's browser.

    Returns:
        the exit status, 0 after Ctrl-C.
    """
    _configure()
    from jupyterlab.labapp import LabApp

    folder = root if notebook.is_relative_to(root) else notebook.parent
    options = _options(folder, notebook, browser=browser)
    options += ["--ServerApp.port_retries=0", f"--port={port}"] if port else []
    server = LabApp.initialize_server(argv=options)
    server.log.addFilter(_unless_notice)
    if not (sys.stdin and sys.stdin.isatty()):
        # Nobody can be asked, and Jupyter would leave Ctrl-C to Python: an exception, which is
        # lost when it comes up in the middle of some callback.
        signal.signal(signal.SIGINT, lambda *_: server.stop(from_signal=True))
    # The loop's callbacks run in order, and listening is the first: nobody is told too early.
    server.io_loop.add_callback(_announce, server.local_url)
    server.start()
    return 0


def _configure() -> None:
    """Let Jupyter find our settings before the user's and the system's."""
    paths = [str(CONFIGURATION), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))


def _options(folder: Path, notebook: Path, *, browser: bool) -> list[str]:
    place = quote(notebook.relative_to(folder).as_posix())
    options = [
        "--ip=127.0.0.1",
        "--allow-root",  # harmless: nobody but this machine can connect, and not without the token
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{place}",
        f"--LabApp.workspaces_dir={_state() / 'workspaces'}",
        "--Application.log_level=WARN",
    ]
    return options if browser and _has_browser() else [*options, "--no-browser"]


def _state() -> Path:
    """Return where the open tabs are remembered: apart from the user's other Jupyter servers."""
    return Path(sys.prefix) / "share" / "labkit"


def _has_browser() -> bool:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _announce(url: str) -> None:
    print(f"JupyterLab runs at {url}\nCtrl-C stops it.", flush=True)


def _unless_notice(record: logging.LogRecord) -> bool:
    """Drop Jupyter's own announcements of address and end, which it logs as critical."""
    return record.levelno != logging.CRITICAL or record.getMessage().startswith("ERROR")
