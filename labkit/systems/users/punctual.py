"""HTTP whose time-out holds for a whole answer; httpx's own holds for each piece of it."""

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx


class PunctualTransport(httpx.HTTPTransport):
    """For an `httpx.Client`: a request, and its answer to the last byte, have ``timeout`` seconds.

    So nobody waits for long for a service that sends a byte now and then.

    Args:
        verify: whom to trust over https; False for a client that speaks http only.
    """

    def __init__(self, verify: ssl.SSLContext | bool) -> None:
        super().__init__(verify=verify, trust_env=False)
        context = verify if isinstance(verify, ssl.SSLContext) else None
        # httpx has no other way to say how to connect.
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=_Network())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the thread that does so reads the answer."""
        seconds = request.extensions.get("timeout", {}).get("read")
        _now.deadline = None if seconds is None else time.monotonic() + seconds
        return super().handle_request(request)


_now = threading.local()  # the deadline of the request that this thread is at


def _left(timeout: float | None) -> float | None:
    """Seconds until the deadline, and no more than the time-out of this piece; never zero."""
    deadline = getattr(_now, "deadline", None)
    if deadline is None:
        return timeout
    left: float = max(0.001, deadline - time.monotonic())
    return left if timeout is None else min(timeout, left)


class _Network(httpcore.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection that looks at the clock."""
        found = super().connect_tcp(host, port, _left(timeout), local_address, socket_options)
        return _Stream(found)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout))

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()
