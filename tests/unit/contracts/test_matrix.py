"""Which versions may be deployed, by what the ledger holds."""

import json

import pytest

from labkit.contracts.teaching_broker.ledger import Conflict, Ledger, Pact, Result
from labkit.contracts.teaching_broker.matrix import answer, rows


def pact(version: str, path: str = "/", consumer: str = "Web") -> Pact:
    """A contract with the user service."""
    return Pact(consumer, version, "Users", json.dumps({"interactions": [{"path": path}]}))


@pytest.fixture
def ledger() -> Ledger:
    """Version 1 of the consumer, verified by version 10 of the provider; neither deployed."""
    ledger = Ledger()
    ledger.publish(pact("1"), "main")
    verified(ledger, pact("1"), "10", True)
    return ledger


def verified(ledger: Ledger, contract: Pact, provider: str, success: bool) -> None:
    """Record a verification."""
    ledger.note_version("Users", provider)
    ledger.results.append(Result(contract.sha, "Users", provider, success))


def may(ledger: Ledger, program: str, version: str) -> bool:
    """Whether a version may be deployed to production."""
    found = answer(rows(ledger, program, version, "production"), "production")
    return bool(found["summary"]["deployable"])


def test_a_consumer_needs_a_provider_there(ledger: Ledger) -> None:
    assert not may(ledger, "Web", "1")
    ledger.deploy("Users", "10", "production")
    assert may(ledger, "Web", "1")


def test_a_provider_needs_no_consumer_that_is_not_there(ledger: Ledger) -> None:
    verified(ledger, pact("1"), "11", False)
    assert may(ledger, "Users", "11")
    ledger.deploy("Web", "1", "production")
    assert not may(ledger, "Users", "11")


def test_every_deployed_consumer_counts(ledger: Ledger) -> None:
    other = pact("5", "/other", "App")
    ledger.publish(other, "main")
    ledger.deploy("Web", "1", "production")
    ledger.deploy("App", "5", "production")
    assert not may(ledger, "Users", "10")
    verified(ledger, other, "10", True)
    assert may(ledger, "Users", "10")


def test_the_newest_result_of_two_versions_counts(ledger: Ledger) -> None:
    ledger.deploy("Users", "10", "production")
    verified(ledger, pact("1"), "10", False)
    assert not may(ledger, "Web", "1")
    verified(ledger, pact("1"), "10", True)
    assert may(ledger, "Web", "1")


def test_a_newer_deployment_takes_the_place_of_the_older(ledger: Ledger) -> None:
    ledger.publish(pact("2", "/new"), "main")
    ledger.deploy("Web", "2", "production")
    assert not may(ledger, "Users", "10")
    ledger.deploy("Web", "1", "production")
    assert may(ledger, "Users", "10")


def test_metadata_is_no_part_of_what_was_agreed() -> None:
    plain = Pact("Web", "1", "Users", '{"interactions": []}')
    with_versions = Pact("Web", "2", "Users", '{"interactions": [], "metadata": {"a": "1.2"}}')
    assert plain.sha == with_versions.sha


def test_a_version_publishes_one_contract_only(ledger: Ledger) -> None:
    assert not ledger.publish(pact("1"), None)
    with pytest.raises(Conflict, match="version number"):
        ledger.publish(pact("1", "/new"), None)


def test_the_reasons_name_what_is_missing(ledger: Ledger) -> None:
    ledger.deploy("Users", "9", "production")
    found = answer(rows(ledger, "Web", "1", "production"), "production")
    assert found["summary"]["reason"] == "There is no verified pact between Web (1) and Users (9)"
