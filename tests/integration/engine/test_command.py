"""``labkit run`` and ``labkit engine``, as a person calls them."""

import sys

from tests.integration.engine.lab import Lab, wait_until

ASK_DOCKER = "import docker; print(docker.from_env().version()['Platform']['Name'])"


def test_run_gives_a_command_an_engine(lab: Lab) -> None:
    done = lab.labkit("run", "--", sys.executable, "-c", ASK_DOCKER)
    assert "labkit embedded engine" in done.stdout
    assert done.returncode == 0


def test_run_returns_the_commands_exit_status(lab: Lab) -> None:
    assert lab.labkit("run", "--", "sh", "-c", "exit 7").returncode == 7


def test_run_returns_128_and_the_number_of_a_signal(lab: Lab) -> None:
    assert lab.labkit("run", "--", "sh", "-c", "kill -TERM $$").returncode == 143


def test_run_leaves_nothing(lab: Lab) -> None:
    lab.labkit("run", "--", "true")
    wait_until(lab.is_clean, "no process and no folder after labkit run")


def test_run_without_a_command_says_how_to_call_it(lab: Lab) -> None:
    done = lab.labkit("run", "--")
    assert done.returncode == 2
    assert done.stderr == "labkit: `run` needs a command, for example: labkit run -- pytest\n"


def test_run_names_a_command_that_is_not_there(lab: Lab) -> None:
    done = lab.labkit("run", "--", "no-such-program")
    assert done.returncode == 2
    assert "'no-such-program'" in done.stderr
    assert "Traceback" not in done.stderr


def test_engine_takes_one_known_word(lab: Lab) -> None:
    done = lab.labkit("engine", "dance")
    assert (done.returncode, done.stdout) == (2, "")
    assert "start, stop or status" in done.stderr


def test_engine_start_prints_what_a_shell_needs(lab: Lab) -> None:
    printed = lab.labkit("engine", "start").stdout
    assert f"export DOCKER_HOST=unix://{lab.runtime}/api/engine.sock\n" in printed
    lab.labkit("engine", "stop")


def test_engine_stop_without_an_engine_says_so(lab: Lab) -> None:
    done = lab.labkit("engine", "stop")
    assert (done.returncode, done.stdout) == (0, "the embedded engine is not running\n")


def test_an_unknown_image_is_refused_with_what_runs_here(lab: Lab) -> None:
    pull = "import docker; docker.from_env().images.pull('mysql:8')"
    done = lab.labkit("run", "--", sys.executable, "-W", "ignore", "-c", pull)
    assert "NotFound" in done.stderr
    assert "cannot run the image 'mysql:8'" in done.stderr
    assert "postgres:16" in done.stderr
