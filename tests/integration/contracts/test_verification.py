"""The provider's side, with Pact's own verifier."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from pact import Pact, match

from labkit.contracts import (
    Contract,
    Message,
    NothingVerified,
    UnknownMessage,
    UnknownState,
    VerificationStopped,
    verify,
    verify_messages,
)
from tests.integration.contracts.provider import CONTRACT, STATES, Provider, ada, nobody


@pytest.fixture
def pact_file(tmp_path: Path) -> Path:
    """A contract with one interaction."""
    return CONTRACT.write(tmp_path, ada)


def test_a_provider_that_answers_as_agreed_keeps_its_contract(url: str, tmp_path: Path) -> None:
    result = verify("Users", url, CONTRACT.write(tmp_path, ada, nobody), STATES)
    assert result.ok, result
    assert [each.name for each in result.outcomes] == ["a request for Ada", "a request for nobody"]


def test_more_fields_and_other_values_are_no_breach(
    provider: Provider, url: str, pact_file: Path
) -> None:
    provider.answer = {"language": "en", "name": "Grace", "id": 4711}
    assert verify("Users", url, pact_file, STATES).ok


def test_each_difference_is_told_in_words(provider: Provider, url: str, pact_file: Path) -> None:
    provider.answer, provider.status = {"id": "7", "full_name": "Ada"}, 201
    assert verify("Users", url, pact_file, STATES).problems == (
        "a request for Ada: status: expected 200 but was 201",
        "a request for Ada: body $: actual map is missing the following keys: name",
        "a request for Ada: body $.id: expected '7' (String) to be an integer",
    )


def test_a_provider_that_is_not_there_keeps_nothing(pact_file: Path, free_url: str) -> None:
    [problem] = verify("Users", free_url, pact_file, STATES).problems
    assert "error sending request" in problem


def test_states_are_entered_with_their_parameters(url: str, tmp_path: Path) -> None:
    entered: list[dict[str, object]] = []

    def with_parameters(pact: Pact) -> None:
        request = pact.upon_receiving("a request").given("somebody is there", user=7, name="Ada")
        request.with_request("GET", "/users/7").will_respond_with(200)

    file = CONTRACT.write(tmp_path, with_parameters)
    verify("Users", url, file, {"somebody is there": lambda **given: entered.append(given)})
    assert entered == [{"user": 7, "name": "Ada"}]


def test_a_state_without_a_handler_ends_the_verification(url: str, pact_file: Path) -> None:
    with pytest.raises(UnknownState, match=r"'user 7 is Ada'.*'user 7 is Grace'"):
        verify("Users", url, pact_file, {"user 7 is Grace": lambda: None})


def test_what_a_state_handler_raises_comes_out_at_once(url: str, pact_file: Path) -> None:
    def broken() -> None:
        raise ConnectionError("no database")

    began = monotonic()
    with pytest.raises(ConnectionError, match="no database"):
        verify("Users", url, pact_file, {"user 7 is Ada": broken}, limit=60)
    assert monotonic() - began < 60


def test_a_handler_that_hangs_is_left_behind_at_the_limit(url: str, pact_file: Path) -> None:
    released = Event()
    with pytest.raises(VerificationStopped, match=r"within 0\.5 s"):
        verify("Users", url, pact_file, {"user 7 is Ada": lambda: released.wait(60)}, limit=0.5)
    released.set()


def test_another_providers_contract_is_not_verified(url: str, pact_file: Path) -> None:
    with pytest.raises(NothingVerified, match="only with Users"):
        verify("Usres", url, pact_file, STATES)


@pytest.mark.parametrize("place", ["", "nowhere"])
def test_no_contract_at_all_is_no_success(url: str, tmp_path: Path, place: str) -> None:
    with pytest.raises(NothingVerified):
        verify("Users", url, tmp_path / place, STATES)


def test_a_contract_without_interactions_is_no_success(url: str, tmp_path: Path) -> None:
    with pytest.raises(NothingVerified):
        verify("Users", url, CONTRACT.write(tmp_path), STATES)


def test_messages_are_compared_without_a_server(tmp_path: Path) -> None:
    contract = Contract("Mailer", "Users")

    def registered(pact: Pact) -> None:
        message = pact.upon_receiving("user.registered", "Async")
        message.with_body({"email": match.str("ada@example.com")}, "application/json")

    file = contract.write(tmp_path, registered)
    good = {"user.registered": lambda: Message(b'{"email": "a@example.com", "id": 7}')}
    assert verify_messages("Users", file, good).ok
    bad = {"user.registered": lambda: Message(b'{"mail": "a@example.com"}')}
    [problem] = verify_messages("Users", file, bad).problems
    assert "missing the following keys: email" in problem
    with pytest.raises(UnknownMessage, match=r"'user\.registered'"):
        verify_messages("Users", file, {})


def test_nothing_is_printed(url: str, pact_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    verify("Users", url, pact_file, STATES)
    assert capfd.readouterr() == ("", "")


def test_pact_does_not_report_its_use() -> None:
    kept = {k: v for k, v in os.environ.items() if k != "PACT_DO_NOT_TRACK"}
    program = "import labkit.contracts, os; print(os.environ['PACT_DO_NOT_TRACK'])"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=kept, capture_output=True, text=True, check=True)
    assert done.stdout == "true\n"
