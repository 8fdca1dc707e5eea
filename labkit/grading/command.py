"""``labkit check EXERCISE [--suite FILE] [--notebook FILE] [--json]``."""

import argparse
import io
import json
import sys
from pathlib import Path

from labkit import rubrics
from labkit.arguments import Arguments
from labkit.grading import face, hint_command, sources
from labkit.grading.findings import Progress
from labkit.grading.report import Report
from labkit.grading.suite_hash import fingerprint


def main(args: list[str]) -> int:
    """Grade one suite and print the report.

    Args:
        args: the command's arguments, without its name.

    Returns:
        0 for full marks, 1 for less.

    Raises:
        LabError: for unusable arguments or input.
        MachineLacks: when no container engine can be had.
    """
    options = _parser().parse_args(args)
    source = _source(options)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a suite may say what is no text
    terminal = sys.stderr.isatty()
    shown = _Shown() if terminal else None
    report = face.check(options.exercise, source, progress=shown, part=options.part)
    if terminal:
        print("\r\033[K", end="", file=sys.stderr)
    if report.variants:
        hint_command.keep(report)
    if options.json:
        print(json.dumps(report.as_dict(), indent=2, ensure_ascii=False))
    else:
        _print(report, source, options.part)
    return 0 if report.full_marks else 1


def _print(report: Report, source: str, part: str) -> None:
    if part:
        print(f"Only the part {part} of", end=" ")
    print(report.text(), end="")
    if report.full_marks and not part:
        print(f"\nSHA-256 of the suite: {fingerprint(source)}")
    if report.uncaught:
        print(f"\nHints, one step at a time: labkit hint {report.exercise}")


def _parser() -> Arguments:
    parser = Arguments(prog="labkit check", description="Grade one test suite.")
    parser.add_argument("exercise", metavar="EXERCISE", help="for example: databases")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--suite", metavar="FILE", help="a Python file with the suite")
    where.add_argument("--notebook", metavar="FILE", help="a notebook with a %%%%suite cell")
    parser.add_argument("--part", default="", help="grade this part only, for example: errors")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    return parser


def _source(options: argparse.Namespace) -> str:
    rubric = rubrics.load(options.exercise)
    if options.suite:
        return sources.read_suite(options.suite)
    notebook = options.notebook or _shown(sources.ROOT / rubric.exercise)
    return sources.read_notebook_suite(notebook, rubric.name)


def _shown(path: Path) -> Path:
    """A path as short as the working folder allows, for messages."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


class _Shown:
    """Progress on a terminal: a line that is written over, and sentences on lines of their own."""

    def __init__(self) -> None:
        self._said = {""}

    def __call__(self, progress: Progress) -> None:
        line = f"\r\033[K{progress.done} of {progress.total} runs, {progress.message}"
        for sentence in (progress.news, progress.aside):
            if sentence not in self._said:
                self._said.add(sentence)
                line = f"\r\033[K{sentence}\n{line}"
        print(line, end="", file=sys.stderr, flush=True)
