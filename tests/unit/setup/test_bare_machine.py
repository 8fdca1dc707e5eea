"""labkit on a machine where nothing is set up: real processes, a clone without environment."""

import json
import subprocess
from collections.abc import Callable

import pytest

from labkit.setup.clone import Clone

Labkit = Callable[..., "subprocess.CompletedProcess[str]"]


def only_sentence(done: "subprocess.CompletedProcess[str]") -> str:
    """Return the one line on standard error; anything more, a traceback say, fails the test."""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.mark.parametrize("command", ["check", "validate", "build", "run", "engine"])
def test_a_command_that_needs_the_packages_names_the_one_that_installs_them(
    labkit: Labkit, command: str
) -> None:
    """No ImportError for a newcomer."""
    done = labkit(command)
    assert done.returncode == 3
    assert "python3 -m labkit open" in only_sentence(done)


def test_doctor_tells_what_is_missing_and_the_command_that_mends_it(labkit: Labkit) -> None:
    """It works before anything is installed."""
    done = labkit("doctor")
    assert done.returncode == 3
    assert done.stdout.splitlines()[-1] == "To mend it, run: python3 -m labkit open"


def test_doctor_says_the_same_as_json(labkit: Labkit) -> None:
    """For other tools."""
    told = json.loads(labkit("doctor", "--json").stdout)
    assert told["ready"] is False
    assert "environment" in [f["name"] for f in told["findings"] if not f["present"]]


@pytest.mark.slow
def test_without_a_network_the_set_up_says_to_connect_and_is_not_taken_for_done(
    labkit: Labkit,
) -> None:
    """After stages that show how far it came. The environment's folder exists by then."""
    done = labkit("open", "--no-browser")
    assert done.returncode == 3
    assert "connect to a network" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    done = labkit("build")
    assert done.returncode == 3
    assert "not installed yet" in only_sentence(done)


def test_a_folder_that_is_no_environment_is_not_deleted(labkit: Labkit, clone: Clone) -> None:
    """Somebody's files may be in it."""
    clone.venv.mkdir()
    (clone.venv / "thesis.txt").write_text("three years of work")
    done = labkit("open", "--no-browser")
    assert done.returncode == 3
    assert "move it away" in done.stderr
    assert (clone.venv / "thesis.txt").exists()


def test_a_python_without_ensurepip_says_which_package_to_install(
    labkit: Labkit, clone: Clone
) -> None:
    """As on Debian without python3-venv: a finder in sitecustomize hides the module."""
    (clone.root / "sitecustomize.py").write_text(
        "import sys\nsys.modules['ensurepip'] = None\n"
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'ensurepip' else find(name, *a)\n"
    )
    done = labkit("open", PYTHONPATH=str(clone.root))
    assert done.returncode == 3
    assert "-venv`" in only_sentence(done)


def test_a_missing_notebook_is_told_before_anything_is_installed(
    labkit: Labkit, clone: Clone
) -> None:
    """Nobody waits minutes to learn of a typing error."""
    done = labkit("open", "notebooks/99_missing.ipynb")
    assert done.returncode == 2
    assert "99_missing.ipynb" in only_sentence(done)
    assert not clone.venv.exists()
