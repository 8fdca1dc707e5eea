"""A pytest plugin that closes nbval's holes; `labkit validate` loads it beside nbval.

nbval alone passes a cell whose ``raises-exception`` does not come, an unknown magic, a failing
``!command`` and a plot that is no longer drawn, and waits for a dead kernel until the time-out.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Generator
from queue import Empty
from typing import Any

import pytest

# How often, in seconds, a kernel that owes an answer is asked whether it still lives.
_PULSE = 0.5
_SHELL_COMMAND = re.compile(r"^\s*!", re.MULTILINE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: Any) -> Generator[None, Any, Any]:
    """Watch one cell run, and fail it for what nbval does not see."""
    if not hasattr(item, "cell"):
        return (yield)
    if item.parent.timed_out:
        # nbval expects such a cell to fail, and would let it pass when it does not.
        item.raise_cell_error("An earlier cell ran out of time.")
    watch = _Watch(item)
    try:
        result = yield
    finally:
        watch.stop()
    problem = watch.problem()
    if problem:
        item.raise_cell_error(problem)
    return result


class _Watch:
    """Listens to the kernel's replies while a cell runs."""

    def __init__(self, item: Any) -> None:
        self._item = item
        self._kernel = item.parent.kernel
        self._get: Callable[..., dict[str, Any]] = self._kernel.get_message
        self._kernel.get_message = self._listen
        self._status = "ok"

    def stop(self) -> None:
        """Leave the kernel as it was."""
        self._kernel.get_message = self._get

    def problem(self) -> str | None:
        """What was wrong with the run, or None."""
        if self._item.options["skip"]:
            return None
        raises = self._item.options["check_exception"]
        if raises and self._status == "ok":
            return "The cell is tagged raises-exception and raised nothing."
        if not raises and self._status == "error":
            return "The cell ended in an error that its output does not show (an unknown magic?)."
        return self._failed_command() or self._missing_pictures()

    def _listen(self, stream: str, timeout: float | None = None) -> dict[str, Any]:
        if stream != "shell":
            return self._get(stream, timeout=timeout)
        message = self._living_message(timeout)
        if message["msg_type"] == "execute_reply":
            self._status = message["content"]["status"]
        return message

    def _living_message(self, timeout: float | None) -> dict[str, Any]:
        deadline = time.monotonic() + (timeout or float("inf"))
        while True:
            try:
                return self._get("shell", timeout=_PULSE)
            except Empty:
                if not self._kernel.is_alive():
                    self._item.raise_cell_error("The kernel died while the cell ran.")
                if time.monotonic() > deadline:
                    raise

    def _failed_command(self) -> str | None:
        if not _SHELL_COMMAND.search(self._item.cell.source):
            return None
        status = _exit_status(self._kernel)
        return f"The cell's command ended with status {status}." if status else None

    def _missing_pictures(self) -> str | None:
        stored, drawn = _pictures(self._item.cell.outputs), _pictures(self._item.test_outputs)
        if stored == drawn or not self._item.options["check"]:
            return None
        return f"The cell stores {stored.total()} picture(s) and drew {drawn.total()} now."


def _pictures(outputs: list[Any]) -> Counter[str]:
    kinds = (mime for output in outputs for mime in output.get("data", {}))
    return Counter(mime for mime in kinds if mime in ("image/png", "image/jpeg"))


def _exit_status(kernel: Any) -> int:
    """The exit status of the last ``!command``, which IPython keeps for its user."""
    asked = kernel.kc.execute(
        "", silent=True, user_expressions={"status": "get_ipython().user_ns.get('_exit_code', 0)"}
    )
    while True:
        reply = kernel.get_message("shell", timeout=10)
        if reply["parent_header"].get("msg_id") == asked:
            break
    return int(reply["content"]["user_expressions"]["status"]["data"]["text/plain"])
