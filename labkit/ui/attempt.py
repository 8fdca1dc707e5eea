"""One grading in the background: it reports progress, can be stopped, and always says its end."""

import threading
from collections.abc import Callable
from typing import Any

from labkit.errors import LabError

Grade = Callable[..., Any]

_STOPPED = "Stopped. Nothing was graded; press Check to start again."


class Attempt:
    """Grades one suite in a thread, so that the kernel stays free for the Stop button.

    Args:
        work: does the grading; called with a function to tell progress to.
        on_progress: called in the thread with each Progress.
        on_end: called once in the thread: with the report, or with a sentence when there is none.
    """

    def __init__(
        self,
        work: Callable[[Callable[[Any], None]], Any],
        on_progress: Callable[[Any], None],
        on_end: Callable[[Any, str], None],
    ) -> None:
        self._work, self._on_progress, self._on_end = work, on_progress, on_end
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="labkit-check", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Ask for the end; it comes with the next progress."""
        self._stopping.set()

    def wait(self, seconds: float) -> bool:
        """Wait up to ``seconds`` for the end; return whether it came."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            report, sentence = self._work(self._tell), ""
            if self._stopping.is_set():
                report, sentence = None, _STOPPED
        except KeyboardInterrupt:
            report, sentence = None, _STOPPED
        except LabError as error:
            report, sentence = None, str(error)
        except Exception as error:
            # A fault of labkit must not leave the panel waiting for ever.
            report, sentence = None, f"The check broke off ({type(error).__name__}: {error})."
        self._on_end(report, sentence)

    def _tell(self, progress: Any) -> None:
        if self._stopping.is_set():
            # What grading already does when the kernel is interrupted: end its processes, let go.
            raise KeyboardInterrupt
        self._on_progress(progress)
