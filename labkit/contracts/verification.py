"""The provider's side: does it keep the contracts that its consumers wrote?"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from labkit.contracts.callbacks import callbacks
from labkit.contracts.calls import Calls, Producers, States
from labkit.contracts.results import Verification, outcomes_of

TIME_LIMIT = 30.0
"""Seconds after which a verification is ended."""

_PROGRAM = Path(__file__).with_name("verifying.py")


class NothingVerified(AssertionError):
    """Not one interaction was tried, which Pact itself would call a success."""


class VerificationStopped(RuntimeError):
    """The verification did not come to an end, or its results did not reach the broker."""


@dataclass(frozen=True)
class Published:
    """The contracts in a broker: the newest of the branch, and those of deployed consumers.

    Attributes:
        url: the broker's address.
        version: the version of the provider that is verified; its results are published as such.
        branch: the provider's branch, and the consumers' whose newest contracts are verified.
    """

    url: str
    version: str
    branch: str = "main"


Contracts = Path | str | Published
"""A pact file, a folder with pact files, or a broker."""


def verify(
    provider: str, url: str, contracts: Contracts, states: States, *, limit: float = TIME_LIMIT
) -> Verification:
    """Send every request of the contracts to a running provider, and compare its answers.

    Args:
        provider: its name in the contracts.
        url: where it runs.
        contracts: a pact file, a folder of them, or a broker.
        states: a handler for each provider state in the contracts.
        limit: seconds after which it is ended.

    Raises:
        NothingVerified: when there was no interaction to verify.
        UnknownState: when a state has no handler; what a handler raises comes out as it is.
        VerificationStopped: when it does not end in time, or cannot begin.
    """
    return _verify(_order(provider, url, contracts), states, {}, limit)


def verify_messages(
    provider: str,
    contracts: Contracts,
    producers: Producers,
    states: States | None = None,
) -> Verification:
    """Compare the messages that a provider makes with those that its consumers expect.

    Args:
        provider: its name in the contracts.
        contracts: a pact file, a folder of them, or a broker.
        producers: for each message of the contracts, by its description, a function that makes
            one as the provider does, and returns a ``Message``.
        states: a handler for each provider state in the contracts.

    Raises:
        UnknownMessage: when nobody makes a message; what a producer raises comes out as it is.
        NothingVerified, UnknownState, VerificationStopped: as ``verify`` does.
    """
    return _verify(_order(provider, "", contracts), states or {}, producers, TIME_LIMIT)


def _order(provider: str, url: str, contracts: Contracts) -> dict[str, Any]:
    if isinstance(contracts, Published):
        return {"provider": provider, "url": url, "pacts": "", "broker": asdict(contracts)}
    _must_concern(provider, Path(contracts))
    return {"provider": provider, "url": url, "pacts": str(contracts)}


def _must_concern(provider: str, path: Path) -> None:
    """Refuse what Pact would pass over in silence, or verify although it is another's."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    try:
        named = {json.loads(file.read_text("utf-8"))["provider"]["name"] for file in files}
    except (OSError, ValueError, LookupError, TypeError):
        raise NothingVerified(f"There is no pact file at {path}: write it first.") from None
    if provider not in named:
        names = ", ".join(sorted(named)) or "nobody"
        raise NothingVerified(f"No contract with '{provider}' at {path}, only with {names}.")


def _verify(
    order: dict[str, Any], states: States, producers: Producers, limit: float
) -> Verification:
    process = _start()
    calls = Calls(states, producers, stop=process.kill)
    with callbacks(calls) as port, process:
        try:
            output, said = process.communicate(json.dumps({**order, "callbacks": port}), limit)
        except subprocess.TimeoutExpired:
            raise VerificationStopped(f"The verification did not end within {limit} s.") from None
        finally:
            process.kill()
    if calls.error:
        raise calls.error
    return _judged(order["provider"], output, said)


def _start() -> "subprocess.Popen[str]":
    # -P: what lies beside the program is not to be taken for a library.
    return subprocess.Popen(
        [sys.executable, "-P", str(_PROGRAM)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", env={**os.environ, "PACT_DO_NOT_TRACK": "true"},
    )  # fmt: skip


def _judged(provider: str, output: str, said: str) -> Verification:
    if not output:
        raise VerificationStopped(f"The verifier ended without results: {said.strip()[-500:]}")
    results = json.loads(output)
    outcomes = outcomes_of(results)
    if not outcomes:
        raise NothingVerified(_why_nothing(provider, results))
    unpublished = [line for line in results["complaints"] if "publish" in line.lower()]
    if unpublished:
        raise VerificationStopped(f"The results were not published: {unpublished[0]}")
    return Verification(provider, outcomes)


def _why_nothing(provider: str, results: dict[str, Any]) -> str:
    said = [*results["complaints"], *map(str, results.get("errors", []))]
    hint = f" Pact says: {said[0]}" if said else ""
    return f"No interaction of '{provider}' was verified: is this its name in the contracts?{hint}"
