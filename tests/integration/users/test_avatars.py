"""The avatar client on a real connection to a stub that fails in every way it knows."""

from datetime import UTC, datetime

import pytest

from labkit.stubs import downstream
from labkit.systems.users.avatars import AvatarClient, AvatarsUnavailable, Patience
from labkit.systems.users.breaker import Breaker
from labkit.systems.users.user import User

PICTURE = "https://pictures.example/1.png"
GOOD = {"url": PICTURE}
ADA = User(1, "ada@example.com", "Ada", datetime(2024, 3, 1, tzinfo=UTC))
QUICK = Patience(attempts=3, timeout=0.2, backoff=0.001)


@pytest.fixture
def service():
    with downstream(GOOD) as stub:
        yield stub


@pytest.fixture
def client(service):
    with AvatarClient(service.url, QUICK, Breaker(threshold=100)) as client:
        yield client


def test_it_finds_a_picture(client):
    assert client.find("ada@example.com") == PICTURE


def test_no_picture_is_an_answer(client, service):
    service.will(404)
    assert client.find("ada@example.com") is None
    assert len(service.requests) == 1


def test_no_address_leaves_the_house_and_its_case_does_not_matter(client, service):
    client.find("Ada@Example.com")
    client.find("ada@example.com")
    first, second = (request.path for request in service.requests)
    assert first == second
    assert "ada" not in first.lower()


@pytest.mark.parametrize(
    "failure",
    [500, 503, 429, "hangs", "breaks off", "resets"],
)
def test_what_may_get_better_is_tried_again(client, service, failure):
    service.will(failure, failure, GOOD)
    assert client.find("ada@example.com") == PICTURE
    assert len(service.requests) == 3


@pytest.mark.parametrize(
    "failure",
    [500, "hangs", "breaks off", "resets", "drips"],
)
def test_it_gives_up_after_the_last_attempt_with_its_own_error(client, service, failure):
    service.will(failure)
    with pytest.raises(AvatarsUnavailable):
        client.find("ada@example.com")
    assert len(service.requests) == 3


def test_nobody_there_is_its_own_error_too():
    with downstream() as gone:
        pass
    with AvatarClient(gone.url, QUICK) as client, pytest.raises(AvatarsUnavailable):
        client.find("ada@example.com")


@pytest.mark.parametrize(
    "answer", [400, b"<html>", [], {}, {"url": 5}, b"\xff"],
    ids=["400", "no JSON", "a list", "nothing", "a number", "no text"],
)  # fmt: skip
def test_what_will_not_get_better_is_not_tried_again(client, service, answer):
    service.will(answer)
    with pytest.raises(AvatarsUnavailable):
        client.find("ada@example.com")
    assert len(service.requests) == 1


def test_a_repeated_order_can_be_told_from_a_second_one(client, service):
    service.will("hangs", GOOD)
    assert client.order("ada@example.com", key="order-1") == PICTURE
    keys = [request.headers["Idempotency-Key"] for request in service.requests]
    assert keys == ["order-1", "order-1"]


def test_pauses_grow_and_vary():
    pauses: list[float] = []
    patience = Patience(attempts=4, timeout=0.2, backoff=1.0)
    with downstream(500) as service:
        client = AvatarClient(service.url, patience, Breaker(100), sleep=pauses.append)
        with client, pytest.raises(AvatarsUnavailable):
            client.find("ada@example.com")
    assert all(low <= p <= 2 * low for low, p in zip([0.5, 1, 2], pauses, strict=True))


def test_a_service_that_keeps_failing_is_left_alone_and_tried_once_after_a_while():
    now = [0.0]
    breaker = Breaker(threshold=3, cool_down=5, clock=lambda: now[0])
    with downstream(500) as service, AvatarClient(service.url, QUICK, breaker) as client:
        for _ in range(4):
            with pytest.raises(AvatarsUnavailable):
                client.find("ada@example.com")
        assert len(service.requests) == 3
        now[0] += 5
        service.will(GOOD)
        assert client.find("ada@example.com") == PICTURE
        assert len(service.requests) == 4


def test_unknown_people_do_not_open_the_breaker():
    with (
        downstream(404) as service,
        AvatarClient(service.url, QUICK, Breaker(threshold=2)) as client,
    ):
        assert [client.find("ada@example.com") for _ in range(5)] == [None] * 5


@pytest.mark.parametrize("answer", [404, 500, b"<html>", "breaks off"])
def test_without_a_picture_a_page_goes_on(client, service, answer):
    service.will(answer)
    assert client.url_for(ADA) is None


def test_with_a_picture_a_page_shows_it(client):
    assert client.url_for(ADA) == PICTURE
