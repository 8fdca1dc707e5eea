"""May this version be deployed? Who must fit whom, and what is known about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from labkit.contracts.teaching_broker.ledger import Ledger, Pact


@dataclass(frozen=True)
class Row:
    """A version of a consumer beside a version of its provider.

    Attributes:
        pact: the contract of the consumer's version.
        provider_version: None when none of the provider is deployed where it is needed.
        success: whether the provider was verified against it; None when nobody has tried.
    """

    pact: Pact
    provider_version: str | None
    success: bool | None


def rows(ledger: Ledger, program: str, number: str, environment: str) -> list[Row]:
    """What must fit together if a version is to run in an environment.

    As a consumer it needs a verified provider there, for each of its contracts; as a provider it
    must have been verified, itself, against each consumer that runs there.
    """
    return [
        *_as_consumer(ledger, program, number, environment),
        *_as_provider(ledger, program, number, environment),
    ]


def _as_consumer(ledger: Ledger, program: str, number: str, where: str) -> Iterator[Row]:
    for pact in ledger.pacts:
        if (pact.consumer, pact.version) == (program, number):
            yield _row(ledger, pact, ledger.deployed.get((where, pact.provider)))


def _as_provider(ledger: Ledger, program: str, number: str, where: str) -> Iterator[Row]:
    for pact in ledger.pacts:
        runs = ledger.deployed.get((where, pact.consumer)) == pact.version
        if pact.provider == program and runs:
            yield _row(ledger, pact, number)


def _row(ledger: Ledger, pact: Pact, provider_version: str | None) -> Row:
    result = provider_version and ledger.last_result(pact, provider_version)
    return Row(pact, provider_version, result.success if result else None)


def answer(found: list[Row], environment: str) -> dict[str, Any]:
    """The broker's answer to ``can-i-deploy``."""
    results = [row.success for row in found]
    good = "All required verification results are published and successful"
    notices = [_notice(row, environment) for row in found if not row.success]
    return {
        **_told(all(results), notices or [good if found else "There are no missing dependencies"]),
        "matrix": [_as_json(row) for row in found],
    }


def unheard_of(program: str, number: str) -> dict[str, Any]:
    """The answer for a version of which nothing was published: nobody knows what it would break."""
    text = f"Nothing was published for version {number} of {program}: no contract and no result"
    return {**_told(False, [text]), "matrix": []}


def _told(deployable: bool, texts: list[str]) -> dict[str, Any]:
    kind = "success" if deployable else "error"
    return {
        "summary": {"deployable": deployable, "reason": "; ".join(texts)},
        "notices": [{"type": kind, "text": text} for text in texts],
    }


def _notice(row: Row, environment: str) -> str:
    pact = row.pact
    pair = f"between {pact.consumer} ({pact.version}) and {pact.provider}"
    if row.provider_version is None:
        return f"There is no version of {pact.provider} in {environment}: nothing {pair} is known"
    if row.success is None:
        return f"There is no verified pact {pair} ({row.provider_version})"
    return f"The verification for the pact {pair} ({row.provider_version}) failed"


def _as_json(row: Row) -> dict[str, Any]:
    result = None if row.success is None else {"success": row.success}
    provider = row.provider_version and {"number": row.provider_version}
    return {
        "consumer": {"name": row.pact.consumer, "version": {"number": row.pact.version}},
        "provider": {"name": row.pact.provider, "version": provider},
        "verificationResult": result,
    }
