"""The real ``pact`` command line, as the steps of a delivery pipeline call it."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from labkit.errors import MachineLacks

TIME_LIMIT = 30
_ORNAMENTS = re.compile(r"\x1b\[[0-9;]*m|[\U0001F300-\U0001FAFF\u2705\u274C\u26A0]\uFE0F? *")
"""Colours and pictograms, which not every terminal and font has."""


@dataclass(frozen=True)
class Answer:
    """What a command printed, and how it ended.

    Attributes:
        status: its exit status: 0 means yes, or done.
        text: what it printed, without colours, pictograms and empty lines.
    """

    status: int
    text: str

    @property
    def ok(self) -> bool:
        """Whether the exit status is 0."""
        return self.status == 0

    def __repr__(self) -> str:
        return f"{self.text}\nexit status {self.status}"


def pact_command(*words: str, broker: str, folder: Path | None = None) -> Answer:
    """Run ``pact broker WORDS`` against a broker, without trying again.

    Args:
        words: the sub-command and its options, for example ``"list-environments"``.
        broker: the broker's address.
        folder: where the command runs; None for this process's own folder.

    Raises:
        MachineLacks: when the command is not installed.
    """
    done = subprocess.run(
        [str(_program()), "broker", *words, "--broker-base-url", broker, "--retries", "0"],
        env={**os.environ, "PACT_DO_NOT_TRACK": "true"},
        cwd=folder, capture_output=True, encoding="utf-8", timeout=TIME_LIMIT, check=False,
    )  # fmt: skip
    lines = _ORNAMENTS.sub("", done.stdout + done.stderr).splitlines()
    return Answer(done.returncode, "\n".join(line.rstrip() for line in lines if line.strip()))


def _program() -> Path:
    """The command, which is installed beside this Python."""
    path = Path(sys.executable).with_name("pact")
    if not path.exists():
        raise MachineLacks(f"There is no `pact` beside {sys.executable}: run `labkit doctor`.")
    return path
