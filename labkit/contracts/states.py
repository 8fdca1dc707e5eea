"""Provider states: bringing the provider to where an interaction begins."""

from collections.abc import Callable, Mapping
from typing import Any

Handlers = Mapping[str, Callable[..., object]]
"""By a state's name what brings it about; called with the state's parameters by their names."""


class UnknownState(LookupError):
    """The contract begins from a state for which there is no handler."""

    def __init__(self, state: str, known: Handlers) -> None:
        names = ", ".join(f"'{name}'" for name in known) or "none"
        super().__init__(f"There is no handler for the state '{state}'. Known states: {names}.")


class States:
    """Calls state handlers and keeps the first error, which ends the verification.

    Args:
        handlers: the handlers by the names of their states.
        stop: called at the first error. Without it Pact would try again for two minutes.
    """

    def __init__(self, handlers: Handlers, stop: Callable[[], None]) -> None:
        self._handlers = handlers
        self._stop = stop
        self.error: Exception | None = None

    def enter(self, state: str, parameters: dict[str, Any]) -> bool:
        """Bring the provider into a state; returns whether that worked."""
        if not state and state not in self._handlers:
            return True  # an interaction that begins from nowhere in particular
        try:
            self._handler(state)(**parameters)
        except Exception as error:
            self.error = self.error or error
            self._stop()
            return False
        return True

    def _handler(self, state: str) -> Callable[..., object]:
        if state not in self._handlers:
            raise UnknownState(state, self._handlers)
        return self._handlers[state]
