"""A circuit breaker: after enough failures in a row, ask no more for a while."""

from collections.abc import Callable
from threading import Lock, get_ident
from time import monotonic


class Breaker:
    """Counts failures in a row and says whether to ask at all.

    Closed, it lets every call through. After ``threshold`` failures in a row it opens: for
    ``cool_down`` seconds it lets none through. Then one call may try, and only one at a time; its
    success closes the breaker, its failure opens it for another ``cool_down``. A call that began
    before, in another thread, and goes well only now does not close it.

    Args:
        threshold: failures in a row that open it.
        cool_down: seconds for which it stays open.
        clock: the time in seconds; tests pass one that they can set.
    """

    def __init__(
        self, threshold: int = 3, cool_down: float = 5.0, clock: Callable[[], float] = monotonic
    ) -> None:
        self._threshold, self._cool_down, self._clock = threshold, cool_down, clock
        self._failures = 0
        self._opened = 0.0
        self._trial: int | None = None  # the thread whose call may try
        self._lock = Lock()

    @property
    def is_open(self) -> bool:
        """Whether calls are being refused for now."""
        with self._lock:
            return self._failures >= self._threshold and not self._may_try()

    def allows(self) -> bool:
        """Whether a call may be made; the thread that is told yes must report how it went."""
        with self._lock:
            if self._failures < self._threshold:
                return True
            if not self._may_try():
                return False
            self._trial = get_ident()
            return True

    def succeeded(self) -> None:
        """The call went well: close, unless it is one from before the breaker opened."""
        with self._lock:
            if self._failures >= self._threshold and not (self._is_trial() or self._may_try()):
                return
            self._failures, self._trial = 0, None

    def failed(self) -> None:
        """The call failed: count it, and open when there were enough."""
        with self._lock:
            self._failures += 1
            if self._is_trial():
                self._trial = None
            self._opened = self._clock()

    def _is_trial(self) -> bool:
        return self._trial == get_ident()

    def _may_try(self) -> bool:
        return self._trial is None and self._clock() - self._opened >= self._cool_down
