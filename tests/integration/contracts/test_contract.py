"""The consumer's side: the mock provider, and the pact file."""

import json
from pathlib import Path

import httpx
import pytest
from pact import Pact

from labkit.contracts import RequestsDiffer, SameDescription
from tests.integration.contracts.provider import CONTRACT, ada, nobody


def names(file: Path) -> list[str]:
    """The interactions in a pact file."""
    return [each["description"] for each in json.loads(file.read_text())["interactions"]]


def test_the_mock_plays_what_the_contract_says() -> None:
    with CONTRACT.mock(ada) as url:
        assert httpx.get(f"{url}/users/7").json() == {"id": 7, "name": "Ada"}


def test_an_interaction_that_the_consumer_does_not_use_is_an_error() -> None:
    with pytest.raises(RequestsDiffer, match="GET /users/7"), CONTRACT.mock(ada):
        pass


def test_a_request_that_is_not_in_the_contract_is_an_error() -> None:
    with pytest.raises(RequestsDiffer, match="/users/9"), CONTRACT.mock(ada) as url:
        assert [httpx.get(f"{url}/users/{user}").status_code for user in (7, 9)] == [200, 500]


def test_an_error_in_the_block_comes_out_with_the_mismatch_as_a_note() -> None:
    with pytest.raises(KeyError) as caught, CONTRACT.mock(ada) as url:
        assert httpx.get(f"{url}/users/9").json()["id"]
    assert any("/users/9" in note for note in caught.value.__notes__)


def test_an_interaction_that_was_given_up_does_not_stay_in_the_file(tmp_path: Path) -> None:
    CONTRACT.write(tmp_path, ada, nobody)
    assert names(CONTRACT.write(tmp_path, ada)) == ["a request for Ada"]


def test_two_interactions_of_one_description_are_refused(tmp_path: Path) -> None:
    """Pact would keep the last one, though their states differ, and verify no other."""

    def another(pact: Pact) -> None:
        request = pact.upon_receiving("a request for Ada").given("there is nobody")
        request.with_request("GET", "/users/8").will_respond_with(404)

    with pytest.raises(SameDescription, match="2 interactions are 1 in the pact file"):
        CONTRACT.write(tmp_path, another, ada)


def test_one_interaction_may_be_used_again_and_again(tmp_path: Path) -> None:
    for _ in range(2):
        with CONTRACT.mock(ada) as url:
            httpx.get(f"{url}/users/7")
    assert names(CONTRACT.write(tmp_path, ada)) == ["a request for Ada"]
