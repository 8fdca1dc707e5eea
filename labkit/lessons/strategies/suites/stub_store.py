"""A stub: stands in for the signature store, below the engine."""

from labkit.systems.scanner import SignaturesUnavailable


class StubStore:
    """Gives the feed that it was told to give; without one it says that it has none."""

    def __init__(self, *signatures):
        self._signatures = list(signatures)

    def feed(self):
        if not self._signatures:
            raise SignaturesUnavailable("the stub was given none")
        return {"format": 1, "signatures": self._signatures}
