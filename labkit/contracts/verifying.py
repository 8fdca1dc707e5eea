"""The process in which Pact's verifier runs: it can be ended, and what it prints goes nowhere.

It reads what to do as JSON from standard input and writes Pact's results as JSON to standard
output. It imports nothing of labkit, so that it starts quickly.
"""

import contextlib
import json
import logging
import os
import sys
from typing import Any, TextIO

from pact import Verifier


def main() -> None:
    """Verify once."""
    order = json.load(sys.stdin)
    with _own_output() as output:
        complaints = _Complaints()
        logging.getLogger().addHandler(complaints)
        verifier = verifier_for(order)
        with contextlib.suppress(RuntimeError):  # the results say more
            verifier.verify()
        json.dump({**verifier.results, "complaints": complaints.said}, output)


def verifier_for(order: dict[str, Any]) -> Verifier:
    """Pact's verifier, set up as ordered."""
    verifier = Verifier(order["provider"], host="127.0.0.1")
    if order["url"]:
        verifier.add_transport(url=order["url"])
    port = order["callbacks"]
    verifier.add_transport(protocol="message", port=port, path="/messages", scheme="http")
    verifier.state_handler(f"http://127.0.0.1:{port}/states", teardown=False, body=True)
    if order["pacts"]:
        return verifier.add_source(order["pacts"])
    return _from_broker(verifier, **order["broker"])


def _from_broker(verifier: Verifier, url: str, version: str, branch: str) -> Verifier:
    """Verify the newest pact of each consumer's branch, and those that are deployed; publish."""
    verifier.set_publish_options(version=version, branch=branch)
    selector = verifier.broker_source(url, selector=True).provider_branch(branch)
    selector.consumer_version(branch=branch).consumer_version(deployed_or_released=True)
    return selector.build()


class _Complaints(logging.Handler):
    """Keeps what Pact logs as an error: that results were not published is said nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.said.append(record.getMessage())


def _own_output() -> TextIO:
    """Standard output for the results alone: Pact writes to descriptor 1 from outside Python."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)
    return output


if __name__ == "__main__":
    main()
