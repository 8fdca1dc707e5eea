"""``labkit open``: the environment, then JupyterLab on a notebook."""

import os
from pathlib import Path

from labkit.arguments import Arguments
from labkit.errors import LabError
from labkit.setup.clone import Clone, this_clone
from labkit.setup.entering import enter_made

FIRST = Path("notebooks") / "00_start_here.ipynb"


def main(args: list[str]) -> int:
    """Set up what is missing and run JupyterLab until it is stopped.

    Args:
        args: what follows ``labkit open``.

    Raises:
        LabError: no such notebook, or the port asked for is taken.
        MachineLacks: the environment cannot be made.
    """
    clone = this_clone()
    asked = _arguments().parse_args(args)
    notebook = find_notebook(clone, asked.notebook)
    _check_port(asked.port)
    enter_made(["open", *args])

    from labkit import engine
    from labkit.setup import jupyterlab, servers

    servers.fetch_if_possible()
    os.chdir(clone.root)
    with engine.use():
        return jupyterlab.run(clone.root, notebook, asked.port, browser=not asked.no_browser)


def find_notebook(clone: Clone, name: str | None) -> Path:
    """Return the absolute path of the notebook asked for; of the first lesson when none was.

    Args:
        clone: the clone to look in.
        name: a path, relative to the working folder or to the clone.

    Raises:
        LabError: when there is no such notebook.
    """
    if name is None:
        return _existing(clone.root / FIRST)
    given = Path(name).expanduser()
    return _existing(given if given.is_file() else clone.root / given)


def _existing(path: Path) -> Path:
    if path.suffix != ".ipynb" or not path.is_file():
        raise LabError(f"There is no notebook {path}: give the path of an .ipynb file that exists.")
    return path.resolve()


def _check_port(port: int | None) -> None:
    from labkit.setup.port import is_free

    if port is not None and not 0 < port < 65536:
        raise LabError(f"{port} is no port: give a number from 1 to 65535, or leave --port out.")
    if port is not None and not is_free(port):
        raise LabError(
            f"Port {port} of 127.0.0.1 is taken by another program, or not yours to use:"
            " give another one, or leave --port out and a free one is found."
        )


def _arguments() -> Arguments:
    parser = Arguments(prog="labkit open", description="Set up what is missing, start JupyterLab.")
    parser.add_argument("notebook", nargs="?", metavar="NOTEBOOK", help=f"default: {FIRST}")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--port", type=int, metavar="N", help="default: 8888, or one that is free")
    return parser
