"""pip's flood as stages; a recorded pip stands in for the real one."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from labkit.setup.pip import Pip
from labkit.setup.progress import Progress

RECORDED = """\
import os, sys
print("Collecting pytest>=8", "  Downloading pytest.whl", "Collecting pluggy", sep="\\n")
print("WARNING: Retrying (Retry(total=4)) after connection broken\\n" * 3, end="")
print("Installing collected packages: pluggy, pytest")
print("user:", os.environ["PIP_USER"], "index:", os.environ.get("PIP_INDEX_URL"),
      "target:", os.environ.get("PIP_TARGET"), "arguments:", sys.argv[-4:])
sys.exit(7)
"""


@pytest.fixture
def pip(tmp_path: Path) -> Iterator[Pip]:
    """A Pip whose interpreter plays a recording, whatever it is asked."""
    script = tmp_path / "pip.py"
    script.write_text(RECORDED)
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')
    python.chmod(0o755)
    lock = os.open(script, os.O_RDONLY)
    yield Pip(python, Progress(io.StringIO()), lock)
    os.close(lock)


def shown(pip: Pip) -> str:
    """Return what the person saw."""
    stream = pip._progress._stream
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def test_a_person_sees_stages_and_not_the_flood(pip: Pip) -> None:
    """Three lines for the three things that happen, a retry told once."""
    pip.install([])
    assert shown(pip).splitlines() == [
        "  fetching packages",
        "  the package index does not answer: trying again",
        "  installing 2 packages",
    ]


def test_everything_that_pip_said_is_kept(pip: Pip) -> None:
    """For the log, and for finding the cause."""
    assert pip.install([]) == 7
    assert "Downloading pytest.whl" in pip.output


def test_pip_keeps_the_users_index_but_not_a_diversion(
    pip: Pip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mirror must be honoured; --target or --user would miss the environment."""
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    pip.install(["--editable", "somewhere"])
    assert "user: 0 index: https://mirror.example/simple target: None" in pip.output
    assert "'--editable', 'somewhere'" in pip.output
