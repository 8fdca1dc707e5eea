"""A broker used again: made as new in its running process, which takes a hundredth of a start.

The first time it is reset as ``rabbitmqctl stop_app``, ``reset`` and ``start_app`` do it, so all
that it knows is what a new broker knows. Of that a fingerprint is kept: every table of its database
and every setting of every application. Later its virtual host is deleted and made again, which is
ten times cheaper, and it is used only if the fingerprint is the same as then, to the last row.

``erl_call`` is Erlang's own program for calling a node; it costs milliseconds.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from labkit.engine.ports import LOOPBACK
from labkit.engine.servers.rabbitmq_programs import Broker

_SECONDS = 10

# A new port: who still holds the old one must not find the next user's broker there.
_NEW_PORT = """
    os:putenv("RABBITMQ_NODE_PORT", integer_to_list(Port)),
    application:set_env(rabbit, tcp_listeners, [{"127.0.0.1", Port}]),
"""

_RESET = """
    Wait = fun Wait(Tries) when Tries > 0 ->
        case whereis(rabbit_boot) of undefined -> ok; _ -> timer:sleep(10), Wait(Tries - 1) end
    end,
    ok = Wait(300),
    ok = rabbit:stop(), ok = rabbit_mnesia:reset(),
    %(new_port)s
    ok = rabbit:start(),
"""

_EMPTY = """
    [Name] = rabbit_vhost:list_names(),
    Allowed = rabbit_auth_backend_internal:list_vhost_permissions(Name),
    Us = <<"rmq-internal">>,
    ok = rabbit_networking:stop_tcp_listener({"127.0.0.1", Old}),
    #{description := Text, tags := Tags} = vhost:get_metadata(rabbit_vhost:lookup(Name)),
    rabbit_vhost:delete(Name, Us),
    rabbit_vhost:add(Name, Text, Tags, Us),
    [ok = rabbit_auth_backend_internal:set_permissions(
        proplists:get_value(user, A), Name, proplists:get_value(configure, A),
        proplists:get_value(write, A), proplists:get_value(read, A), Us) || A <- Allowed],
    %(new_port)s
    ok = rabbit_networking:start_tcp_listener({"127.0.0.1", Port}, 10),
    logger:notice("Server startup complete; this broker was used before and is as new"),
"""

# Left out: the port, which differs each time and is looked at by itself, and the counters of
# connections and channels, which follow these with a delay.
_FINGERPRINT = """
    Tables = [T || T <- mnesia:system_info(tables), T =/= rabbit_listener,
                   not lists:prefix("tracked_", atom_to_list(T))],
    Rows = [{T, lists:sort(ets:tab2list(T))} || T <- lists:sort(Tables)],
    Settings = [{A, lists:sort(proplists:delete(tcp_listeners, application:get_all_env(A)))}
                || {A, _, _} <- lists:sort(application:which_applications())],
    [Port] = [P || {listener, _, amqp, _, _, P, _} <- rabbit_networking:node_listeners(node())],
    [] = rabbit_networking:connections_local(),
    [] = rabbit_alarm:get_alarms(),
    binary_to_list(base64:encode(crypto:hash(sha256, term_to_binary({Rows, Settings})))).
"""


class Unfit(Exception):
    """A broker that could not be made as new, so that it must end."""


@dataclass(frozen=True)
class Node:
    """A running broker's Erlang node: how to call it.

    ``home`` is the folder that holds its cookie, ``port`` that on which it listens for other nodes.
    """

    broker: Broker
    home: Path
    port: int

    def renew(self, old: int, new: int, fingerprint: str) -> str:
        """Make the broker as new and let it listen on another port.

        Args:
            old: the port on which it listens for clients.
            new: the port on which it shall.
            fingerprint: what this method returned the time before; empty the first time.

        Raises:
            Unfit: when that cannot be done, or something is not as it was when the broker was new.
        """
        how = (_EMPTY if fingerprint else _RESET) % {"new_port": _NEW_PORT}
        found = self._ask(f"Old = {old}, Port = {new}, {how} {_FINGERPRINT}")
        if fingerprint and found != fingerprint:
            raise Unfit("something of its last user is still there")
        return found

    def _ask(self, script: str) -> str:
        command = [str(self._program()), "-address", f"{LOOPBACK}:{self.port}"]
        environment = {**os.environ, **self.broker.environment(), "HOME": str(self.home)}
        try:
            done = subprocess.run(
                [*command, "-timeout", str(_SECONDS), "-e"],
                input=script, text=True, capture_output=True, env=environment,
                timeout=_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise Unfit(str(problem)) from problem
        if not done.stdout.startswith("{ok, "):
            raise Unfit((done.stdout + done.stderr).strip())
        return done.stdout.removeprefix("{ok, ").removesuffix("}")

    def _program(self) -> Path:
        """``erl_call``, which some packages put beside Erlang's other programs and some do not."""
        for pattern in ("erts-*/bin/erl_call", "lib/erl_interface-*/bin/erl_call"):
            for found in sorted(self.broker.erlang.glob(pattern)):
                return found
        raise Unfit("this Erlang has no erl_call")
