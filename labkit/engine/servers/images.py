"""Image names: which of them run here, and as what."""

import hashlib
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from labkit.engine.servers import postgres, rabbitmq, redis
from labkit.engine.servers.binaries import Installed
from labkit.engine.servers.server import Server


class UnknownImage(Exception):
    """No server here can stand behind an image name; the message says what runs here."""


@dataclass(frozen=True)
class Image:
    """An image name that runs here: the name as it was asked for, the server, the program."""

    name: str
    server: type[Server]
    program: Installed

    @property
    def id(self) -> str:
        """A stable identifier in Docker's form."""
        text = f"{self.program.name} {self.program.version} {self.program.origin}"
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


_SERVERS = {"postgres": postgres, "redis": redis, "rabbitmq": rabbitmq}
_NAME = re.compile(r"^(?:docker\.io/)?(?:library/)?(?P<server>[a-z]+)(?::(?P<tag>[\w.-]+))?$")


def installed() -> list[Installed]:
    """The servers that can be run on this machine, preferred ones first."""
    return [found for module in _SERVERS.values() for found in module.installed()]


def resolve(name: str) -> Image:
    """The image behind a name such as ``postgres:16`` or ``docker.io/library/postgres:16-alpine``.

    A tag chooses the major version; without a number it means the preferred one. With
    ``LABKIT_ANY_VERSION=1`` any tag means the preferred version.

    Raises:
        UnknownImage: when nothing here can stand behind the name.
    """
    parts = _NAME.match(name)
    module = _SERVERS.get(parts["server"]) if parts else None
    if parts is None or module is None:
        raise UnknownImage(_refusal(name))
    programs = _programs(parts["server"], int(time.monotonic()))
    major = re.match(r"\d+", parts["tag"] or "")
    if major and os.environ.get("LABKIT_ANY_VERSION") != "1":
        programs = [each for each in programs if each.major == int(major.group())]
    if not programs:
        raise UnknownImage(_refusal(name))
    return Image(name, _server(parts["server"], parts["tag"] or ""), programs[0])


@lru_cache(maxsize=8)
def _programs(server: str, _second: int) -> list[Installed]:
    """The installations of a server, looked for once a second: a start asks several times."""
    return list(_SERVERS[server].installed())


def _server(name: str, tag: str) -> type[Server]:
    if name == "rabbitmq" and "management" in tag:
        return rabbitmq.RabbitMQWithoutManagement
    server: type[Server] = _SERVERS[name].SERVER
    return server


def by_id(identifier: str) -> Image | None:
    """The image with an identifier, or None."""
    for program in installed():
        image = Image(f"{program.name}:{program.major}", _SERVERS[program.name].SERVER, program)
        if image.id == identifier:
            return image
    return None


def _refusal(name: str) -> str:
    here = installed()
    runs = _listed(f"{each.name}:{each.major}" for each in here)
    parts = _NAME.match(name)
    server = parts["server"] if parts else ""
    if server in _SERVERS and not any(each.name == server for each in here):
        return (
            f"No such image: labkit's embedded engine cannot run the image {name!r} yet: no "
            f"{server} is installed here. `labkit servers` fetches it, or says how to. "
            f"It runs {runs}."
        )
    return (
        f"No such image: labkit's embedded engine cannot run the image {name!r}. "
        f"It runs {runs}; for other images start Docker or Podman."
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names)) or "nothing yet (labkit doctor says what is missing)"
