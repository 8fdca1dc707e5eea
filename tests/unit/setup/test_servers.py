"""Fetching servers with apt as an ordinary user; apt-get and dpkg-deb are played by scripts."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from labkit.engine.servers import redis_programs, unpacked
from labkit.errors import MachineLacks
from labkit.setup import servers
from labkit.setup.progress import Progress

WORKING_APT = """
echo "$@" >> "{log}"
case "$*" in *install*)
  room=$(sed -n 's/^Dir::Cache "\\(.*\\)";/\\1/p' "${{1#--config-file=}}")
  touch "$room/archives/redis-server_7.deb" ;;
esac
"""
FAILING_APT = """
echo "$@" >> "{log}"
echo "W: this is a warning"; echo "E: Failed to fetch http://deb.example/ Could not resolve host"
exit 100
"""
UNPACKING = """
mkdir -p "$3/usr/bin"
printf '#!/bin/sh\\necho "Redis server v=%s"\\n' "{version}" > "$3/usr/bin/redis-server"
chmod 755 "$3/usr/bin/redis-server"
"""


class Machine:
    """A machine with no server, whose programs are scripts."""

    def __init__(self, root: Path) -> None:
        self.programs = root / "bin"
        self.programs.mkdir()
        self.log = root / "apt.log"

    def has(self, name: str, script: str) -> None:
        """Put a program on the path."""
        program = self.programs / name
        program.write_text(f"#!/bin/sh\n{script}")
        program.chmod(0o755)

    def has_apt(self, script: str = WORKING_APT, version: str = "7.0.15") -> None:
        """Put apt's programs on the path."""
        self.has("apt-get", script.format(log=self.log))
        self.has("dpkg-deb", UNPACKING.format(version=version))

    def calls(self) -> list[str]:
        """What apt-get was asked to do: update, install."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [next(word for word in line.split() if word in ("update", "install"))
                for line in lines]  # fmt: skip


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine of one test's own; programs that were installed on the real one do not count."""
    made = Machine(tmp_path)
    monkeypatch.setenv("LABKIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{made.programs}{os.pathsep}{os.defpath}")
    monkeypatch.setattr(servers, "PACKAGES", {"redis": ["redis-server", "redis-tools"]})
    in_cache = ("apt", unpacked.home("redis") / "usr/bin/redis-server")
    monkeypatch.setattr(redis_programs, "_places", lambda: iter([in_cache]))
    monkeypatch.setattr(redis_programs.account, "can_reach", lambda _: True)
    monkeypatch.setattr(servers.apt, "is_here", lambda: (made.programs / "apt-get").exists())
    return made


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capsys.readouterr().err


def test_a_missing_server_is_unpacked_where_the_engine_finds_it(machine: Machine) -> None:
    machine.has_apt()
    assert servers.missing() == ["redis"]
    servers.fetch(Progress())
    assert servers.missing() == []
    assert machine.calls() == ["update", "install"]


def test_nothing_is_left_of_the_fetching(machine: Machine, tmp_path: Path) -> None:
    machine.has_apt()
    servers.fetch(Progress())
    left = {each.name for each in (tmp_path / "cache/servers").iterdir()}
    assert left == {"apt", "lock"}


def test_what_is_here_is_not_fetched_again(machine: Machine) -> None:
    machine.has_apt()
    servers.fetch(Progress())
    servers.fetch(Progress())
    assert machine.calls() == ["update", "install"]


def test_a_failure_is_one_sentence_with_apts_reason_and_the_command(machine: Machine) -> None:
    machine.has_apt(FAILING_APT)
    with pytest.raises(MachineLacks) as told:
        servers.fetch(Progress())
    assert "Could not resolve host" in str(told.value)
    assert servers.COMMAND in str(told.value)
    assert "\n" not in str(told.value)


def test_packages_that_do_not_run_are_told_and_fetched_again(machine: Machine) -> None:
    machine.has_apt(version="none")
    with pytest.raises(MachineLacks, match="do not run"):
        servers.fetch(Progress())
    assert servers.missing() == ["redis"]


def test_the_set_up_goes_on_without_and_asks_again_only_tomorrow(
    machine: Machine, said: Callable[[], str], tmp_path: Path
) -> None:
    machine.has_apt(FAILING_APT)
    servers.fetch_if_possible()
    assert "works without" in said()
    servers.fetch_if_possible()
    assert said() == ""
    note = tmp_path / "cache/servers/could-not-be-fetched"
    yesterday = note.stat().st_mtime - 25 * 3600
    os.utime(note, (yesterday, yesterday))
    servers.fetch_if_possible()
    assert "works without" in said()
    assert machine.calls() == ["update", "update"]


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("brew", "brew install redis rabbitmq"),
        ("dnf", "sudo dnf install redis rabbitmq-server"),
        ("mamba", "mamba env create -f environment.yml"),
    ],
)
def test_without_apt_the_machines_own_command_is_named(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, program: str, command: str
) -> None:
    monkeypatch.setenv("PATH", str(machine.programs))
    machine.has(program, "")
    assert servers.how_to_get() == command
    with pytest.raises(MachineLacks, match=command):
        servers.fetch(Progress())
