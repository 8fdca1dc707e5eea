"""Warm spares: servers copied and started beforehand, handed to the next container that fits.

A key gets spares only after it has been asked for, as many as were asked for lately, and loses them
when nobody asks any more. A server that can be made as new comes back instead of ending; of such,
another is made only when nobody has asked for a while and none has come back, and while there is
much to do all that come back are kept: each has cost a start.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

from labkit.engine.servers.server import Server

_REMEMBERED_SECONDS = 60.0
_BUSY_SECONDS = 2.0
_PAUSE_SECONDS = 0.05  # in which those who took a spare have the processor to themselves
_MOST_PER_KEY = 3
_MOST_UNDER_LOAD = 8
_LOAD_SECONDS = 5.0
_FINISH_SECONDS = 30.0

MakeServer = Callable[[], Server]


class _Shelf:
    """The spares of one key and when they were asked for (monotonic seconds)."""

    def __init__(self, make: MakeServer, patience: float) -> None:
        self.make = make
        self.patience = patience
        self.ready: deque[Server] = deque()
        self.asked: deque[float] = deque(maxlen=_MOST_PER_KEY)

    def wanted(self, now: float) -> int:
        """How many spares should stand ready: one, more under load, none when forgotten."""
        if self.forgotten(now) or self.patience_left(now) > 0:
            return 0
        return max(1, sum(now - at < _BUSY_SECONDS for at in self.asked))

    def most(self, now: float) -> int:
        """How many may stand ready."""
        if self.forgotten(now):
            return 0
        return _MOST_UNDER_LOAD if now - self.asked[-1] < _LOAD_SECONDS else _MOST_PER_KEY

    def forgotten(self, now: float) -> bool:
        """Whether nobody has asked for so long that no spare need be kept."""
        return not self.asked or now - self.asked[-1] > _REMEMBERED_SECONDS

    def patience_left(self, now: float) -> float:
        """Seconds until a spare may be made; one that comes back in them makes it needless."""
        return self.asked[-1] + self.patience - now if self.asked else 0.0


class Spares:
    """All spares of an engine, made one at a time by a thread of its own."""

    def __init__(self, discard: Callable[[Server], None]) -> None:
        self._discard = discard
        self._shelves: dict[str, _Shelf] = {}
        self._changed = threading.Condition()
        self._closed = False
        self.closing = threading.Event()  # a server that is being made need not become ready
        self._maker = threading.Thread(target=self._keep_up, name="spares", daemon=True)
        self._maker.start()

    def take(self, key: str, make: MakeServer, patience: float = 0.0) -> Server | None:
        """A started server for a key, if one stands ready; its successor is made afterwards.

        Args:
            key: what the server must be like.
            make: makes and starts such a server.
            patience: seconds to wait for one that comes back before another is made.
        """
        with self._changed:
            shelf = self._shelves.setdefault(key, _Shelf(make, patience))
            shelf.make = make
            shelf.asked.append(time.monotonic())
            self._changed.notify()
            return shelf.ready.popleft() if shelf.ready else None

    def give_back(self, key: str, server: Server) -> None:
        """Take a server that was made as new; it ends when enough stand ready."""
        with self._changed:
            shelf = self._shelves.get(key)
            room = shelf.most(time.monotonic()) if shelf and not self._closed else 0
            kept = shelf is not None and len(shelf.ready) < room
            if shelf is not None and kept:
                shelf.ready.appendleft(server)  # the next to be taken: it is warmer than the others
                self._changed.notify()  # one too many has to go when the load is over
        if not kept:
            self._discard(server)

    def close(self) -> None:
        """Discard all spares and make no more."""
        self.closing.set()
        with self._changed:
            self._closed = True
            self._changed.notify()
            left = [server for shelf in self._shelves.values() for server in shelf.ready]
            self._shelves.clear()
        for server in left:
            self._discard(server)
        self._maker.join(_FINISH_SECONDS)

    def _keep_up(self) -> None:
        while True:
            with self._changed:
                surplus = self._surplus()
                shelf = self._short()
                if self._closed:
                    return
                if shelf is None and not surplus:
                    self._changed.wait(self._idle_seconds())
                    continue
            for server in surplus:
                self._discard(server)
            if shelf is not None:
                self._restock(shelf)

    def _idle_seconds(self) -> float:
        """How long there is nothing to do unless somebody asks."""
        now = time.monotonic()
        left = [shelf.patience_left(now) for shelf in self._shelves.values()]
        crowded = any(len(shelf.ready) > _MOST_PER_KEY for shelf in self._shelves.values())
        most = _LOAD_SECONDS if crowded else _REMEMBERED_SECONDS / 4
        return min((each for each in left if each > 0), default=most)

    def _short(self) -> _Shelf | None:
        now = time.monotonic()
        short = (each for each in self._shelves.values() if len(each.ready) < each.wanted(now))
        return next(short, None)

    def _surplus(self) -> list[Server]:
        now = time.monotonic()
        taken = []
        for shelf in self._shelves.values():
            while len(shelf.ready) > shelf.most(now):
                taken.append(shelf.ready.pop())  # those that have stood longest
        return taken

    def _restock(self, shelf: _Shelf) -> None:
        self.closing.wait(_PAUSE_SECONDS)
        try:
            server = shelf.make()
        except Exception:  # a full disk, say: the container that needs one will report it
            with self._changed:
                shelf.asked.clear()
            return
        with self._changed:
            if not self._closed:
                shelf.ready.append(server)
                return
        self._discard(server)
