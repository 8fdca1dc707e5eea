"""What the verifier calls back for: provider states, and messages."""

from collections.abc import Callable, Mapping
from typing import Any

from labkit.contracts.message import Message

States = Mapping[str, Callable[..., object]]
"""By a state's name what brings it about; called with the state's parameters by their names."""

Producers = Mapping[str, Callable[[], Message]]
"""By a message's description what makes one, as the provider does."""


class UnknownState(LookupError):
    """The contract begins from a state for which there is no handler."""


class UnknownMessage(LookupError):
    """The contract expects a message that nobody makes."""


class Calls:
    """Calls handlers and keeps the first error, which ends the verification.

    Args:
        states: the state handlers.
        producers: what makes messages.
        stop: called at the first error. Without it Pact would try again for two minutes.
    """

    def __init__(self, states: States, producers: Producers, stop: Callable[[], None]) -> None:
        self._states, self._producers, self._stop = states, producers, stop
        self.error: Exception | None = None

    def enter(self, state: str, parameters: dict[str, Any]) -> None:
        """Bring the provider into a state; an error ends the verification."""
        if not state and state not in self._states:
            return  # an interaction that begins from nowhere in particular
        self._guarded(lambda: self._handler(state)(**parameters))

    def produce(self, description: str) -> Message:
        """Make a message; an error ends the verification."""
        made: Message = self._guarded(lambda: self._producer(description)())
        return made

    def _guarded(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Exception as error:
            self.error = self.error or error
            self._stop()
            raise

    def _handler(self, state: str) -> Callable[..., object]:
        if state not in self._states:
            known = _names(self._states)
            raise UnknownState(f"There is no handler for the state '{state}'. Known: {known}.")
        return self._states[state]

    def _producer(self, description: str) -> Callable[[], Message]:
        if description not in self._producers:
            known = _names(self._producers)
            raise UnknownMessage(f"Nobody makes the message '{description}'. Known: {known}.")
        return self._producers[description]


def _names(known: Mapping[str, Any]) -> str:
    return ", ".join(f"'{name}'" for name in known) or "none"
