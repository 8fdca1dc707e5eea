"""The teaching broker, as Pact's own verifier and command line use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from labkit.contracts import (
    Answer,
    Broker,
    NothingVerified,
    Published,
    VerificationStopped,
    broker,
    pact_command,
    verify,
)
from labkit.contracts.teaching_broker.app import create_broker
from labkit.contracts.teaching_broker.ledger import Ledger
from labkit.contracts.teaching_broker.serving import served
from tests.integration.contracts.provider import CONTRACT, STATES, Provider, ada, nobody


class Pipeline:
    """The steps of two teams' deliveries, by the real command line.

    Args:
        broker: the broker's address.
        folder: where pact files are written.
    """

    def __init__(self, broker: str, folder: Path) -> None:
        self.broker, self._folder = broker, folder

    def publish(self, version: str, *interactions: object, branch: str = "main") -> Answer:
        file = CONTRACT.write(self._folder, *interactions)
        options = ("--consumer-app-version", version, "--branch", branch)
        return pact_command("publish", str(file), *options, broker=self.broker)

    def can_deploy(self, program: str, version: str, to: str = "production") -> Answer:
        options = ("--pacticipant", program, "--version", version, "--to-environment", to)
        return pact_command("can-i-deploy", *options, broker=self.broker)

    def deploy(self, program: str, version: str, to: str = "production") -> None:
        options = ("--pacticipant", program, "--version", version, "--environment", to)
        assert pact_command("record-deployment", *options, broker=self.broker).ok


@pytest.fixture
def pipeline(teaching_broker: Broker, tmp_path: Path) -> Pipeline:
    """A pipeline on a broker of its own."""
    return Pipeline(teaching_broker.url, tmp_path)


def test_a_consumer_goes_out_once_its_provider_is_there_and_verified(
    pipeline: Pipeline, url: str
) -> None:
    assert "published" in pipeline.publish("1", ada).text
    assert not pipeline.can_deploy("Web", "1").ok
    assert verify("Users", url, Published(pipeline.broker, "10"), STATES).ok
    refused = pipeline.can_deploy("Web", "1")
    assert not refused.ok
    assert "There is no version of Users in production" in refused.text
    pipeline.deploy("Users", "10")
    assert pipeline.can_deploy("Web", "1").ok


def test_a_provider_that_breaks_a_deployed_consumer_stays_out(
    pipeline: Pipeline, provider: Provider, url: str
) -> None:
    pipeline.publish("1", ada)
    verify("Users", url, Published(pipeline.broker, "10"), STATES)
    pipeline.deploy("Users", "10")
    pipeline.deploy("Web", "1")
    provider.answer = {"id": 7, "full_name": "Ada"}
    assert not verify("Users", url, Published(pipeline.broker, "11"), STATES).ok
    assert not pipeline.can_deploy("Users", "11").ok
    assert pipeline.can_deploy("Users", "10").ok
    assert pipeline.can_deploy("Web", "1").ok


def test_a_result_counts_for_the_version_that_was_verified_and_no_other(
    pipeline: Pipeline, url: str
) -> None:
    pipeline.publish("1", ada)
    pipeline.deploy("Web", "1")
    verify("Users", url, Published(pipeline.broker, "10"), STATES)
    assert pipeline.can_deploy("Users", "10").ok
    assert not pipeline.can_deploy("Users", "11").ok


def test_a_consumer_that_asks_for_more_must_wait(pipeline: Pipeline, url: str) -> None:
    pipeline.publish("1", ada)
    verify("Users", url, Published(pipeline.broker, "10"), STATES)
    pipeline.deploy("Users", "10")
    pipeline.publish("2", ada, nobody)
    assert pipeline.can_deploy("Web", "1").ok
    assert "no verified pact" in pipeline.can_deploy("Web", "2").text


def test_the_same_contract_of_a_new_version_is_verified_already(
    pipeline: Pipeline, url: str
) -> None:
    pipeline.publish("1", ada)
    verify("Users", url, Published(pipeline.broker, "10"), STATES)
    pipeline.deploy("Users", "10")
    pipeline.publish("2", ada)
    assert pipeline.can_deploy("Web", "2").ok


def test_each_environment_has_its_own_answer(pipeline: Pipeline, url: str) -> None:
    pipeline.publish("1", ada)
    verify("Users", url, Published(pipeline.broker, "10"), STATES)
    pipeline.deploy("Users", "10", to="test")
    assert pipeline.can_deploy("Web", "1", to="test").ok
    assert not pipeline.can_deploy("Web", "1", to="production").ok


def test_the_newest_of_the_branch_and_the_deployed_are_verified(
    pipeline: Pipeline, url: str
) -> None:
    pipeline.publish("1", ada)
    pipeline.deploy("Web", "1")
    pipeline.publish("2", nobody)
    pipeline.publish("3", nobody, branch="other/branch")
    outcomes = verify("Users", url, Published(pipeline.broker, "10"), STATES).outcomes
    assert sorted(each.name for each in outcomes) == ["a request for Ada", "a request for nobody"]


def test_a_version_cannot_change_its_contract(pipeline: Pipeline) -> None:
    assert pipeline.publish("1", ada).ok
    assert pipeline.publish("1", ada).ok
    assert not pipeline.publish("1", nobody).ok


def test_branches_may_have_slashes(pipeline: Pipeline, url: str) -> None:
    pipeline.publish("1", ada, branch="feature/names")
    wanted = Published(pipeline.broker, "10", branch="feature/names")
    assert verify("Users", url, wanted, STATES).ok


def test_an_unknown_version_may_not_be_deployed(pipeline: Pipeline) -> None:
    answer = pipeline.can_deploy("Web", "99")
    assert not answer.ok
    assert "Nothing was published for version 99 of Web" in answer.text


def test_a_broker_without_contracts_is_no_success(pipeline: Pipeline, url: str) -> None:
    with pytest.raises(NothingVerified, match="No interaction of 'Users'"):
        verify("Users", url, Published(pipeline.broker, "10"), STATES)


def test_the_log_tells_what_the_clients_asked(pipeline: Pipeline, teaching_broker: Broker) -> None:
    pipeline.publish("1", ada)
    asked = [str(each) for each in teaching_broker.log]
    assert asked == ["200 GET /", "200 POST /contracts/publish"]


@pytest.fixture
def forgetful() -> Iterator[str]:
    """A broker that takes no results."""
    app = create_broker(Ledger(), [])
    app.middleware("http")(_refuse_results)
    with served(app) as url:
        yield url


async def _refuse_results(request: Request, call_next: FastAPI) -> PlainTextResponse:
    if request.url.path.endswith("verification-results"):
        return PlainTextResponse("no", status_code=400)
    return await call_next(request)


def test_results_that_do_not_reach_the_broker_are_an_error(
    forgetful: str, url: str, tmp_path: Path
) -> None:
    assert Pipeline(forgetful, tmp_path).publish("1", ada).ok
    with pytest.raises(VerificationStopped, match="were not published"):
        verify("Users", url, Published(forgetful, "10"), STATES)


def test_a_real_broker_that_is_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACT_BROKER_BASE_URL", "http://127.0.0.1:1")
    with broker() as chosen:
        assert (chosen.kind, chosen.url) == ("real", "http://127.0.0.1:1")
