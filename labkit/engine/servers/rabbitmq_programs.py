"""Where a RabbitMQ and the Erlang under it are on this machine, and how to run them from there.

Erlang's own start scripts have the folder of their installation written into them; its launcher
``erlexec`` takes it from the environment instead (erts/etc/common/erlexec.c), so it is what we run.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from labkit.engine import account
from labkit.engine.servers import unpacked
from labkit.engine.servers.binaries import Installed

PREFERRED_MAJOR = 3


@dataclass(frozen=True)
class Broker:
    """RabbitMQ's folder (with ``plugins`` and ``escript`` in it) and Erlang's root folder."""

    home: Path
    erlang: Path

    @property
    def version(self) -> str | None:
        """The broker's version; None when its folder is no RabbitMQ."""
        names = " ".join(each.name for each in self.home.glob("plugins/rabbit-*"))
        found = re.search(r"rabbit-([\d.]+\d)", names)
        return found.group(1) if found else None

    @property
    def programs(self) -> Path | None:
        """The folder of Erlang's programs; None when there are none."""
        return next(iter(sorted(self.erlang.glob("erts-*/bin"))), None)

    def runs(self) -> bool:
        """Whether both are whole and the servers' account can read them."""
        folders = (self.home / "plugins", self.erlang / "lib")
        return (
            self.version is not None
            and self.programs is not None
            and (self.home / "escript/rabbitmqctl").exists()
            and all(account.can_reach(folder / "x") for folder in folders)
        )

    def erl(self) -> list[str]:
        """The command that starts Erlang."""
        assert self.programs is not None
        return [str(self.programs / "erlexec")]

    def environment(self) -> dict[str, str]:
        """What Erlang's launcher needs to know."""
        return {
            **unpacked.environment(self.erlang),
            "ROOTDIR": str(self.erlang),
            "BINDIR": str(self.programs),
            "EMU": "beam",
            "PROGNAME": "erl",
            "RABBITMQ_HOME": str(self.home),
            "SYS_PREFIX": "",
        }


def installed() -> list[Installed]:
    """The RabbitMQ installations found here, version 3 first."""
    found: dict[int, Installed] = {}
    for origin, broker in _places():
        if broker.runs():
            program = Installed("rabbitmq", broker.version or "", origin, str(broker.home))
            found.setdefault(program.major, program)
    return sorted(found.values(), key=lambda each: (each.major != PREFERRED_MAJOR, -each.major))


def broker_of(program: Installed) -> Broker:
    """The broker behind what ``installed`` has told."""
    return next(each for _, each in _places() if str(each.home) == program.path and each.runs())


def needed_applications(broker: Broker, *roots: str) -> list[Path]:
    """The applications that some need, with all that those need; Erlang's own left out.

    Started with all its plugins on the path RabbitMQ takes twice as long: it reads every one.
    """
    folders = {each.name.rsplit("-", 1)[0]: each for each in (broker.home / "plugins").glob("*-*")}
    wanted = [name for name in roots if name in folders]
    for name in wanted:
        inner = _applications_of(folders[name], name)
        wanted.extend(each for each in inner if each in folders and each not in wanted)
    return [folders[name] for name in wanted]


@cache
def _applications_of(folder: Path, name: str) -> list[str]:
    try:
        text = (folder / f"ebin/{name}.app").read_text("utf-8", "replace")
    except OSError:
        return []
    listed = re.search(r"\{\s*applications\s*,\s*\[([^]]*)\]", text)
    return re.findall(r"\w+", listed.group(1)) if listed else []


def _places() -> Iterator[tuple[str, Broker]]:
    prefix = Path(sys.prefix)
    if (prefix / "conda-meta").exists():
        yield "conda", Broker(prefix / "lib/rabbitmq", prefix / "lib/erlang")
    erlangs = list(_system_erlangs())
    for home in _system_homes():
        yield from (("system", Broker(home, erlang)) for erlang in erlangs)
    tree = unpacked.home("rabbitmq")
    for home in sorted(tree.glob("usr/lib/rabbitmq/lib/rabbitmq_server-*")):
        for erlang in (tree / "usr/lib/erlang", *erlangs):
            yield unpacked.ORIGIN, Broker(home, erlang)


def _system_homes() -> Iterator[Path]:
    script = shutil.which("rabbitmq-server")
    if script:
        yield Path(script).resolve().parent.parent
    yield from sorted(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*"))
    yield from sorted(Path("/opt/homebrew/Cellar/rabbitmq").glob("*"))
    yield from sorted(Path("/usr/local/Cellar/rabbitmq").glob("*"))


def _system_erlangs() -> Iterator[Path]:
    program = shutil.which("erl")
    if program:
        yield Path(program).resolve().parent.parent
    for folder in ("/usr/lib/erlang", "/usr/lib64/erlang", "/opt/homebrew/opt/erlang/lib/erlang",
                   "/usr/local/opt/erlang/lib/erlang"):  # fmt: skip
        yield Path(folder)
