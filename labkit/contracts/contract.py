"""The consumer's side: interactions, a mock provider that plays them, and the pact file."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pact import Pact

Interaction = Callable[[Pact], object]
"""Adds one request and its answer to a pact, beginning with ``pact.upon_receiving(...)``."""


class RequestsDiffer(AssertionError):
    """The consumer did not send the requests that its contract says it sends."""


class SameDescription(ValueError):
    """Pact has replaced one interaction by another, for they are described in the same words."""


class Contract:
    """What one consumer expects of one provider.

    A pact cannot change any more once it was served, so each use makes a new one from the
    interactions that it is given.

    Args:
        consumer: the name of the program that asks.
        provider: the name of the program that answers.
    """

    def __init__(self, consumer: str, provider: str) -> None:
        self.consumer = consumer
        self.provider = provider

    def pact(self, *interactions: Interaction) -> Pact:
        """A new pact that holds these interactions."""
        pact = Pact(self.consumer, self.provider)
        for add in interactions:
            add(pact)
        return pact

    @contextmanager
    def mock(self, *interactions: Interaction) -> Iterator[str]:
        """A provider that plays these interactions, on a free port; yields its URL.

        It answers a request that it does not know with status 500. An error that is raised in the
        block comes out as it is, with what was wrong about the requests as a note.

        Raises:
            RequestsDiffer: when a request was wrong, or one of the interactions was not used.
        """
        server = self.pact(*interactions).serve(addr="127.0.0.1", raises=False, verbose=False)
        try:
            with server:
                yield str(server.url)
        except Exception as error:
            for mismatch in server.mismatches:
                error.add_note(f"Pact's mock provider: {mismatch}")
            raise
        if server.mismatches:
            raise RequestsDiffer("\n".join(map(str, server.mismatches)))

    def write(self, folder: Path | str, *interactions: Interaction) -> Path:
        """Write the pact file with these interactions and no others, and return its path.

        Pact itself adds to a file that is there, so that an interaction which was renamed or
        removed would stay in it. Of several interactions with one description it keeps the last.

        Raises:
            SameDescription: when the file holds fewer interactions than were given.
        """
        self.pact(*interactions).write_file(folder, overwrite=True)
        path = Path(folder) / f"{self.consumer}-{self.provider}.json"
        kept = json.loads(path.read_text(encoding="utf-8"))["interactions"]
        if len(kept) < len(interactions):
            raise SameDescription(
                f"{len(interactions)} interactions are {len(kept)} in the pact file: give each a"
                " description of its own in upon_receiving(...)."
            )
        return path
