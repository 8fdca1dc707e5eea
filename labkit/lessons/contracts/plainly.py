"""Pact as it comes, to show what it lets pass."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pact import Pact, Verifier

from labkit.contracts import Interaction
from labkit.lessons.contracts.interactions import CONTRACT, ada


def verified_plainly(provider: str, url: str) -> str:
    """Verify a contract in a folder with Pact's own verifier, and say what came of it.

    Args:
        provider: the name of the provider to verify.
        url: where it runs.
    """
    with TemporaryDirectory(prefix="labkit-pacts-") as folder, _quiet():
        CONTRACT.write(folder, ada)
        verifier = Verifier(provider, host="127.0.0.1").add_transport(url=url).add_source(folder)
        verifier.state_handler({"user 7 is Ada": lambda: None}, teardown=False)
        try:
            verifier.verify()
        except RuntimeError:
            return "failed"
    return f"passed, {len(verifier.results['interactionResults'])} interactions verified"


def written_twice(first: Interaction, then: Interaction) -> list[str]:
    """The interactions in a pact file that was written with one of them, and then with another."""
    with TemporaryDirectory(prefix="labkit-pacts-") as folder:
        for add in (first, then):
            pact = Pact(CONTRACT.consumer, CONTRACT.provider)
            add(pact)
            pact.write_file(folder)
        [file] = Path(folder).glob("*.json")
        interactions = json.loads(file.read_text(encoding="utf-8"))["interactions"]
    return [each["description"] for each in interactions]


@contextmanager
def _quiet() -> Iterator[None]:
    """Let nothing through that is written to descriptors 1 and 2, from Python or from below it."""
    kept = [os.dup(fd) for fd in (1, 2)]
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        for fd in (1, 2):
            os.dup2(nothing, fd)
        yield
    finally:
        for fd, copy in zip((1, 2), kept, strict=True):
            os.dup2(copy, fd)
            os.close(copy)
        os.close(nothing)
