"""Orders of pictures in the background, on a real connection to a stub of the avatar service."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from labkit.stubs import Downstream, downstream
from labkit.systems.users import PictureOrders, User
from labkit.systems.users.avatars import AvatarClient, Patience, name_of
from labkit.systems.users.breaker import Breaker

GOOD = {"url": "https://pictures.example/1.png"}
ADA = User(1, "ada@example.com", "Ada", datetime(2026, 3, 1, tzinfo=UTC))
GRACE = User(2, "grace@example.com", "Grace", datetime(2026, 3, 1, tzinfo=UTC))
ONCE = Patience(attempts=1, timeout=0.2)


@pytest.fixture
def stub() -> Iterator[Downstream]:
    with downstream(GOOD) as stub:
        yield stub


@pytest.fixture
def orders(stub: Downstream) -> Iterator[PictureOrders]:
    with (
        AvatarClient(stub.url, ONCE, Breaker(threshold=100)) as client,
        PictureOrders(client, pause=0.01, tries=3) as orders,
    ):
        yield orders


def wait_until(condition: Callable[[], object]) -> bool:
    deadline = time.monotonic() + 10
    while not condition():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.01)
    return True


def ordered(stub: Downstream) -> list[str]:
    known = {name_of(user.email): user.name for user in (ADA, GRACE)}
    return [known[request.body["name"]] for request in list(stub.requests)]


def keys(stub: Downstream) -> list[str]:
    return [request.headers["Idempotency-Key"] for request in stub.requests]


def test_one_picture_is_ordered_for_each_in_order(stub: Downstream, orders: PictureOrders) -> None:
    orders.user_registered(ADA)
    orders.user_registered(GRACE)
    assert wait_until(lambda: "Grace" in ordered(stub))
    assert ordered(stub) == ["Ada", "Grace"]
    assert len(set(keys(stub))) == 2


def test_an_order_that_fails_is_sent_again_with_its_key(
    stub: Downstream, orders: PictureOrders
) -> None:
    stub.will("resets", 503, GOOD)
    orders.user_registered(ADA)
    orders.user_registered(GRACE)
    assert wait_until(lambda: "Grace" in ordered(stub))
    assert ordered(stub) == ["Ada", "Ada", "Ada", "Grace"]
    assert len(set(keys(stub))) == 2


def test_after_the_last_try_the_next_one_has_its_turn(
    stub: Downstream, orders: PictureOrders
) -> None:
    stub.will(503)
    orders.user_registered(ADA)
    orders.user_registered(GRACE)
    assert wait_until(lambda: "Grace" in ordered(stub))
    assert ordered(stub).count("Ada") == 3


def test_whoever_registers_does_not_wait(stub: Downstream, orders: PictureOrders) -> None:
    stub.will("hangs")
    for _ in range(100):  # a tenth of a second each, were one of them to wait for the answer
        orders.user_registered(ADA)
    assert len(stub.requests) < 100


def test_what_still_waits_at_the_end_is_not_sent(stub: Downstream, orders: PictureOrders) -> None:
    stub.will("hangs")
    orders.user_registered(ADA)
    orders.user_registered(GRACE)
    assert wait_until(lambda: stub.requests)
    orders.close()
    assert ordered(stub) == ["Ada"]
