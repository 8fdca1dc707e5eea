"""What a container's process prints, kept as Docker keeps it: two streams, in order, as UTF-8."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

STDOUT, STDERR = 1, 2
_KEPT_LINES = 20_000


@dataclass(frozen=True)
class Line:
    """One line: its stream (1 stdout, 2 stderr), seconds since the epoch, UTF-8 text."""

    stream: int
    at: float
    text: bytes

    def framed(self, stamped: bool = False) -> bytes:
        """The line in Docker's multiplexed format: an 8-byte header, then the text."""
        text = self.text if not stamped else _stamp(self.at) + b" " + self.text
        return frame(self.stream, text)


def frame(stream: int, payload: bytes) -> bytes:
    """A frame of Docker's multiplexed stream (API documentation, "Attach to a container")."""
    return bytes((stream, 0, 0, 0)) + len(payload).to_bytes(4, "big") + payload


@dataclass(frozen=True)
class Wanted:
    """Which lines a reader asks for; ``tail`` None means all, times are seconds."""

    streams: frozenset[int] = frozenset((STDOUT, STDERR))
    tail: int | None = None
    since: float = 0.0
    until: float = field(default=float("inf"))

    def covers(self, line: Line) -> bool:
        """Whether a line is asked for, leaving ``tail`` aside."""
        return line.stream in self.streams and self.since <= line.at <= self.until


class Log:
    """The lines of one container, appended by reader threads and followed by clients."""

    def __init__(self) -> None:
        self._lines: deque[Line] = deque(maxlen=_KEPT_LINES)
        self._count = 0
        self._changed = threading.Condition()
        self._closed = False

    def write(self, stream: int, text: bytes) -> None:
        """Append one line; what is not UTF-8 is replaced, since clients decode strictly."""
        clean = text.decode("utf-8", "replace").encode()
        with self._changed:
            self._lines.append(Line(stream, time.time(), clean))
            self._count += 1
            self._changed.notify_all()

    def pump(self, stream: int, source: IO[bytes]) -> None:
        """Append all lines of a pipe until its other end is closed."""
        with source:
            for text in source:
                self.write(stream, text)

    def close(self) -> None:
        """Say that nothing more will come: those who follow are released."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def reopen(self) -> None:
        """Begin again after a restart; earlier lines stay."""
        with self._changed:
            self._closed = False

    def read(self, wanted: Wanted) -> list[Line]:
        """The lines so far."""
        with self._changed:
            found = [line for line in self._lines if wanted.covers(line)]
        if wanted.tail is None:
            return found
        return found[-wanted.tail :] if wanted.tail else []

    def follow(self, wanted: Wanted) -> Iterator[Line]:
        """The lines so far, then each further one until the process ends."""
        with self._changed:
            seen = self._count
            earlier = list(self._lines)
        tail = [line for line in earlier if wanted.covers(line)]
        yield from tail if wanted.tail is None else tail[max(0, len(tail) - wanted.tail) :]
        while fresh := self._after(seen):
            seen += len(fresh)
            yield from (line for line in fresh if wanted.covers(line))

    def _after(self, seen: int) -> list[Line]:
        """Wait for lines beyond those seen; none means that the log was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._count > seen or self._closed)
            return list(self._lines)[-(self._count - seen) :] if self._count > seen else []


def _stamp(at: float) -> bytes:
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at))
    return f"{seconds}.{int(at % 1 * 1e9):09d}Z".encode()
