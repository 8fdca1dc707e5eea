"""The ``labkit`` command: finds the command asked for and runs it in the right environment.

It runs on a bare Python until the environment is there, and a Python that is too old must be able
to read it and say so: no syntax newer than Python 3.6, no imports but the standard library.
"""

import importlib
import os
import sys

OLDEST = (3, 11)
NEWEST = (3, 13)


class Command:
    """One command: how it is called, what it does, and the function that does it.

    Args:
        arguments: what may follow the name, as ``--help`` shows it.
        does: one line for people.
        function: what does it, as ``module:name``; it takes arguments and returns an exit status.
        anywhere: whether it also runs before the environment exists.
    """

    def __init__(self, arguments: str, does: str, function: str, anywhere: bool = False):
        self.arguments = arguments
        self.does = does
        self.function = function
        self.anywhere = anywhere

    def run(self, args: "list[str]") -> int:
        """Import the command's module, do it, and return the exit status."""
        module, _, name = self.function.partition(":")
        return int(getattr(importlib.import_module(module), name)(args))


COMMANDS = {
    "open": Command(
        "[NOTEBOOK] [--no-browser] [--port N]",
        "set up what is missing, start JupyterLab",
        "labkit.setup.open_command:main",
        anywhere=True,
    ),
    "test": Command(
        "[--quick]",
        "set up what is missing, run every test",
        "labkit.setup.test_command:main",
        anywhere=True,
    ),
    "doctor": Command(
        "[--json]",
        "what is here, what is missing, what mends it",
        "labkit.setup.doctor_command:main",
        anywhere=True,
    ),
    "setup": Command(
        "",
        "set up what is missing, for work in a terminal",
        "labkit.setup.setup_command:main",
        anywhere=True,
    ),
    "servers": Command(
        "",
        "fetch Redis and RabbitMQ where they are missing",
        "labkit.setup.servers_command:main",
        anywhere=True,
    ),
    "run": Command(
        "-- COMMAND...",
        "run a command with a container engine",
        "labkit.engine.command:run",
    ),
    "engine": Command(
        "start | stop | status",
        "the embedded engine, by hand",
        "labkit.engine.command:main",
    ),
    "check": Command(
        "EXERCISE [--suite FILE] [--notebook FILE] [--part ID] [--json]",
        "grade one suite",
        "labkit.grading.command:main",
    ),
    "hint": Command(
        "EXERCISE [NUMBER]",
        "hints for what got away in the last check",
        "labkit.grading.hint_command:main",
    ),
    "start": Command(
        "EXERCISE FILE",
        "begin an exercise's suite in a file",
        "labkit.grading.start_command:main",
    ),
    "validate": Command(
        "[PATH...] [--workers N]",
        "check that every notebook reproduces",
        "labkit.authoring.validate_command:main",
    ),
    "build": Command(
        "[--check [EXERCISE...]]",
        "make exercises/ from solutions/",
        "labkit.authoring.build_command:main",
    ),
    "bench": Command(
        "[--json]",
        "measure what the README claims",
        "labkit.bench:main",
    ),
}


def main(argv: "list[str] | None" = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments after ``labkit``; the process's own when left out.

    Returns:
        the exit status: 0 done, 1 the answer is no, 2 unusable arguments or input, 3 the machine
        lacks something, 130 interrupted, 141 nobody reads the output any more.
    """
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return _complain(_wrong_python(), 3)
    from labkit.errors import LabError

    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return status
    except LabError as error:
        return _complain(str(error), error.status)
    except KeyboardInterrupt:
        return _complain("Interrupted.", 130)
    except BrokenPipeError:
        _discard_output()
        return 141


def _run(argv: "list[str]") -> int:
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(_table())
        return 0
    if argv[0] == "--version":
        from labkit import __version__

        print("labkit " + __version__)
        return 0
    command = _find(argv[0])
    if not command.anywhere:
        from labkit import setup

        setup.enter(argv)
    return command.run(argv[1:])


def _find(name: str) -> Command:
    from labkit.errors import LabError

    if name not in COMMANDS:
        known = ", ".join(COMMANDS)
        raise LabError("There is no command {!r}; there are: {}.".format(name, known))  # noqa: UP032
    return COMMANDS[name]


def _table() -> str:
    lines = [
        "usage: labkit COMMAND ...   (before the first set-up: python3 -m labkit COMMAND ...)",
        "",
    ]
    for name, command in COMMANDS.items():
        lines.append("  " + name + " " + command.arguments)
        lines.append("      " + command.does)
    lines += ["", "Start with `open`. `labkit COMMAND --help` tells more about one command."]
    return "\n".join(lines)


def _wrong_python() -> str:
    here = ".".join(map(str, sys.version_info[:2]))
    return (
        "Python 3.11, 3.12 or 3.13 is needed and this is Python "
        + here
        + " ("
        + sys.executable
        + "): use one of those, for example `python3.12 -m labkit open`."
    )


def _complain(sentence: str, status: int) -> int:
    print("labkit: " + sentence, file=sys.stderr)
    return status


def _discard_output() -> None:
    """Point standard output at nothing, so that Python's last flush cannot fail either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
