"""Validates notebooks: guards first, then strict nbval in a process beside this one."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Self

from labkit.authoring.notebook import is_code, read
from labkit.authoring.stored import stored_findings

_SPARE_SECONDS = 120
# A developer's habits that would reach the kernels' own pytest runs and change their output.
_UNWANTED = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "FORCE_COLOR", "PY_COLORS", "COLUMNS")


@dataclass(frozen=True)
class Verdict:
    """What validating a notebook showed."""

    path: Path
    passed: int
    failed: int
    problems: tuple[str, ...]


class Validator:
    """Validates one notebook after another; a context manager, for the process that it keeps.

    Args:
        environment: more environment for the kernels, such as the engine's.
        cell_seconds: how long one cell may run.
    """

    def __init__(self, environment: Mapping[str, str], cell_seconds: float) -> None:
        inherited = {key: value for key, value in os.environ.items() if key not in _UNWANTED}
        self._environment = {**inherited, **environment}
        self._cell_seconds = cell_seconds
        self._worker: subprocess.Popen[str] | None = None

    def validate(self, path: Path) -> Verdict:
        """Run a notebook and compare what it shows with what it stores.

        Raises:
            LabError: when the file is not a notebook.
        """
        findings = stored_findings(path)
        if findings:
            return Verdict(path, 0, len(findings), tuple(findings))
        passed, problems = self._ask(path.resolve())
        return Verdict(path, passed, len(problems), tuple(problems))

    def _ask(self, path: Path) -> tuple[int, list[str]]:
        worker = self._worker = self._worker or self._start()
        assert worker.stdin
        assert worker.stdout
        print(path, file=worker.stdin, flush=True)
        patience = Timer(self._limit(path), worker.kill)
        patience.start()
        answer = worker.stdout.readline()
        patience.cancel()
        if not answer:
            self.close()
            return 0, ["its validation hung or crashed, and was stopped."]
        passed, problems = json.loads(answer)
        return passed, problems

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "labkit.authoring.nbval_worker", f"{self._cell_seconds:g}"],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def _limit(self, path: Path) -> float:
        """More than the cells' own time-outs can add up to; nbval waits 5 s for late output."""
        cells = sum(map(is_code, read(path)["cells"]))
        return _SPARE_SECONDS + cells * (self._cell_seconds + 10)

    def close(self) -> None:
        """End the process. A kernel ends by itself when whoever started it is gone."""
        worker, self._worker = self._worker, None
        if worker:
            worker.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
