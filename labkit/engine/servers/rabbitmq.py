"""RabbitMQ behind the official image's promises (hub.docker.com, "rabbitmq").

RABBITMQ_DEFAULT_USER, _PASS and _VHOST, RABBITMQ_ERLANG_COOKIE, further Erlang options, and files
below /etc/rabbitmq. Data are in /var/lib/rabbitmq; the log is on standard output.
"""

import secrets
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from labkit.engine import account
from labkit.engine.logs import STDERR, STDOUT, Wanted
from labkit.engine.ports import LOOPBACK, Reservation
from labkit.engine.servers import rabbitmq_programs, rabbitmq_tools
from labkit.engine.servers.binaries import Installed
from labkit.engine.servers.process import ServerProcess
from labkit.engine.servers.rabbitmq_renewal import Node, Unfit
from labkit.engine.servers.rabbitmq_tools import NODE
from labkit.engine.servers.server import SYSTEM_PATH, Server, Site, StartFailed, Wishes

_ETC = "/etc/rabbitmq"
_DATA = "/var/lib/rabbitmq"
_LOG_SECONDS = 5.0
_COMMANDS = ((), ("rabbitmq-server",), ("docker-entrypoint.sh", "rabbitmq-server"))

# What the broker's own start script sets, less what only large installations need.
_ERLANG = (
    *("-noinput", "-s", "rabbit", "boot", "-boot", "start_sasl"),
    *("+W", "w", "+B", "i", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none"),
    *("-syslog", "logger", "[]", "-syslog", "syslog_error_logger", "false"),
    *("-kernel", "prevent_overlapping_partitions", "false"),
    *("-kernel", "inet_dist_use_interface", "{127,0,0,1}"),
)


def installed() -> list[Installed]:
    """The RabbitMQ installations found here, preferred ones first."""
    return rabbitmq_programs.installed()


class RabbitMQ(Server):
    """A RabbitMQ broker with a data folder and an Erlang node of its own."""

    container_port = 5672
    ready_mark = b"Server startup complete"
    stream = STDOUT
    renews = True

    def __init__(self, site: Site, folder: Path, wishes: Wishes, program: Installed) -> None:
        super().__init__(site, folder, wishes, program)
        self.broker = rabbitmq_programs.broker_of(program)
        self.data = (wishes.files or {}).get(_DATA, folder / "data")
        self._wanted = {k: v for k, v in wishes.environment.items() if k.startswith("RABBITMQ_")}
        asked = self._wanted.get("RABBITMQ_NODE_PORT", "")
        self.container_port = int(asked) if asked.isdigit() else RabbitMQ.container_port
        self._node: Reservation | None = None  # the port for other nodes: our tools
        self._fingerprint = ""  # of what it knows when it is new; taken when it is first renewed

    def spare_key(self) -> str | None:
        """Equal keys mean interchangeable fresh servers; None when this one is special."""
        if self.wishes.files or self.wishes.command not in _COMMANDS:
            return None
        return f"rabbitmq {self.program.version} {sorted(self._wanted.items())!r}"

    def prepare(self) -> None:
        """Lay out the folders, the configuration and the tools, on the first start."""
        if self.wishes.command not in _COMMANDS:
            raise StartFailed(
                f"exec: {shlex.join(self.wishes.command)!r}: a RabbitMQ container of labkit's "
                "embedded engine runs rabbitmq-server and nothing else; use Docker for it.",
                127,
            )
        if self._node is not None:
            return
        if not account.can_reach(self.data):
            raise StartFailed(
                f"{self.data}: the account {account.name()!r}, which RabbitMQ runs under, cannot "
                "enter a folder above it: mount a folder elsewhere, or `chmod o+x` those above."
            )
        self._node = Reservation()
        self.data.mkdir(exist_ok=True)
        self._bake_cookie(self.data / ".erlang.cookie")
        self._configure(self.folder / "etc")
        self._choose_applications()
        rabbitmq_tools.write(self.folder / "bin", self.broker, self._node.port)
        account.give(self.data)
        account.give(self.folder / "etc")

    def folders(self) -> Mapping[str, Path]:
        """The folder of queues, messages and the cookie."""
        return {_DATA: self.data}

    def _bake_cookie(self, cookie: Path) -> None:
        """Write the secret by which the tools know the broker; a mounted folder may have one."""
        if not cookie.exists():
            cookie.write_text(self._wanted.get("RABBITMQ_ERLANG_COOKIE") or secrets.token_hex(16))
            cookie.chmod(0o400)

    def launch(self) -> ServerProcess:
        """Start the process on the reserved ports."""
        assert self._node is not None
        self._node.hand_over()
        return super().launch()

    def renewed(self) -> "RabbitMQ | None":
        """This broker emptied, with a new port and a new log; None when it is unfit for that."""
        process, port = self.process, self.reservation
        if process is None or port is None or self._node is None:
            return None
        fresh = type(self)(self.site, self.folder, self.wishes, self.program)
        fresh.reservation, fresh._node = Reservation(), self._node
        fresh.reservation.hand_over()
        process.ready.clear()
        node = Node(self.broker, self.data, self._node.port)
        try:
            fresh._fingerprint = node.renew(port.port, fresh.reservation.port, self._fingerprint)
            self._copy_log_of_the_start(fresh)
        except Unfit:
            fresh.reservation.release()
            return None
        fresh.process = process
        process.pass_on(fresh.log)
        return fresh

    def _copy_log_of_the_start(self, fresh: "RabbitMQ") -> None:
        """Give another the lines of this broker's start, once all lines of its user are out."""
        assert self.process is not None
        if not self.process.ready.wait(_LOG_SECONDS):
            raise Unfit("its log does not end")
        for line in self.log.read(Wanted()):
            fresh.log.write(line.stream, line.text)
            if self.ready_mark in line.text:
                return
        raise Unfit("its log does not begin with its start")

    def retire(self) -> None:
        """Give the node's port back."""
        if self._node is not None:
            self._node.release()

    def arguments(self, port: int) -> list[str]:  # noqa: ARG002  the environment holds the port
        """The command that starts Erlang with the broker in it."""
        assert self._node is not None
        more = shlex.split(self._wanted.get("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", ""))
        node = rabbitmq_tools.distribution(self._node.port, listens=True)
        return [*self.broker.erl(), *_ERLANG, "-sname", NODE, *node, *more]

    def environment(self) -> dict[str, str]:
        """The server process's own environment: the image's, every path below our folder."""
        assert self.reservation is not None
        etc = self.folder / "etc"
        return {
            **super().environment(),
            **self._wanted,
            **self.broker.environment(),
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.data),
            "ERL_LIBS": str(self.folder / "applications"),
            "ERL_CRASH_DUMP_SECONDS": "0",
            "ERL_MAX_PORTS": "65536",
            "RABBITMQ_NODENAME": NODE,
            "RABBITMQ_NODE_IP_ADDRESS": LOOPBACK,
            "RABBITMQ_NODE_PORT": str(self.reservation.port),
            "RABBITMQ_PLUGINS_DIR": str(self.folder / "applications"),
            "RABBITMQ_MNESIA_BASE": str(self.data / "mnesia"),
            "RABBITMQ_FEATURE_FLAGS_FILE": str(self.data / "feature_flags"),
            "RABBITMQ_SCHEMA_DIR": str(self.data / "schema"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(self.data / "config"),
            "RABBITMQ_LOG_BASE": str(self.data / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_CONF_ENV_FILE": str(etc / "rabbitmq-env.conf"),
            "RABBITMQ_CONFIG_FILE": str(etc / "rabbitmq"),
            "RABBITMQ_CONFIG_FILES": str(etc / "conf.d"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(etc / "advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(etc / "enabled_plugins"),
        }

    def exec_environment(self, port: int) -> dict[str, str]:  # noqa: ARG002  the tools know it
        """``rabbitmqctl`` and its relatives on the path find this container's broker."""
        path = f"{self.folder / 'bin'}:{SYSTEM_PATH}"
        return {"PATH": path, "HOME": str(self.data), "RABBITMQ_NODENAME": NODE}

    def _configure(self, etc: Path) -> None:
        """Take over the files that the container has below /etc/rabbitmq."""
        (etc / "conf.d").mkdir(parents=True)
        (etc / "enabled_plugins").write_text("[].\n")
        for inside, here in (self.wishes.files or {}).items():
            if PurePosixPath(inside).is_relative_to(_ETC):
                target = etc / PurePosixPath(inside).relative_to(_ETC)
                if here.is_dir():
                    shutil.copytree(here, target, dirs_exist_ok=True)
                else:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(here, target)
        for file in (each for each in etc.rglob("*.conf*") if each.is_file()):
            file.write_text(file.read_text().replace(_ETC, str(etc)))

    def _choose_applications(self) -> None:
        """A folder with the applications that this broker needs, so that it reads no others."""
        asked = (self.folder / "etc/enabled_plugins").read_text()
        plugins = [word for word in asked.strip("[]. \n").replace(",", " ").split() if word]
        folder = self.folder / "applications"
        folder.mkdir()
        for each in rabbitmq_programs.needed_applications(self.broker, "rabbit", *plugins):
            (folder / each.name).symlink_to(each)


class RabbitMQWithoutManagement(RabbitMQ):
    """What stands behind an image with the management plugin: the broker, and a word about it."""

    def prepare(self) -> None:
        """Say in the log what is missing, then do as any broker."""
        self.log.write(
            STDERR,
            b"labkit's embedded engine runs this broker without its management plugin: "
            b"port 15672 refuses connections, rabbitmqctl works.\n",
        )
        super().prepare()

    def spare_key(self) -> str | None:
        """Its spares have that word in their logs."""
        key = super().spare_key()
        return key and f"{key} management"


SERVER = RabbitMQ
