"""The service's clients, and answers that no well-bred server sends."""

import gzip
import itertools
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest

from labkit.systems.users import WebFrontend
from labkit.systems.users.avatars import AvatarClient, AvatarsUnavailable, Patience
from labkit.systems.users.breaker import Breaker
from labkit.systems.users.frontend import NotAccepted, ServiceUnavailable
from labkit.systems.users.premium.payments import PaymentClient, PaymentsUnavailable
from tests.integration.users.raw import answer, sending

Pieces = Callable[[], Iterable[bytes]]

ONCE = Patience(attempts=1, timeout=0.3)
START = b"HTTP/1.1 200 OK\r\n"
DEEP = b"[" * 2000 + b"]" * 2000
DRIPS: dict[str, Pieces] = {
    "headers": lambda: itertools.chain([START], itertools.repeat(b"X-More: to come\r\n")),
    "interim answers": lambda: itertools.repeat(b"HTTP/1.1 102 Processing\r\n\r\n"),
    "a body": lambda: itertools.chain(
        [START + b"Content-Length: 9999\r\n\r\n"], itertools.repeat(b" ")
    ),
    "a chunk's extension": lambda: itertools.chain(
        [START + b"Transfer-Encoding: chunked\r\n\r\n5;x="], itertools.repeat(b"y")
    ),
}
ODD: dict[str, Pieces] = {
    "nested deep": answer(DEEP),
    "an address that is no text": answer(b'{"url": "\\ud800"}'),
    "an address of two lines": answer(b'{"url": "https://a\\nb"}'),
    "null": answer(b"null"),
    "a redirection to nowhere": answer(b"", "Location: a:b", status="302 Found"),
    "what is not gzip": answer(b"no gzip", "Content-Encoding: gzip"),
    "a charset that is none": answer(b"\xff\xfe", "Content-Type: text/plain; charset=hex"),
}


def in_time(call: Callable[[], object]) -> object:
    """What a call returns or raises; a test that would wait for ever fails."""
    threads = ThreadPoolExecutor(1)
    try:
        return threads.submit(call).result(20)
    finally:
        threads.shutdown(wait=False)


@pytest.mark.parametrize("pieces", DRIPS.values(), ids=DRIPS)
def test_an_answer_that_drips_is_given_up(pieces: Pieces) -> None:
    """Whatever part of it drips: each wait is short, and the whole would take for ever."""
    with sending(pieces) as url:
        with AvatarClient(url, ONCE) as avatars, pytest.raises(AvatarsUnavailable):
            in_time(lambda: avatars.find("ada@example.com"))
        payments = PaymentClient(url, timeout=0.3, attempts=1)
        with payments, pytest.raises(PaymentsUnavailable):
            in_time(lambda: payments.charge(1, 900, "key"))


@pytest.mark.parametrize("pieces", ODD.values(), ids=ODD)
def test_whatever_is_answered_each_client_has_its_own_error(pieces: Pieces) -> None:
    with sending(pieces) as url:
        with AvatarClient(url, ONCE) as avatars, pytest.raises(AvatarsUnavailable):
            avatars.find("ada@example.com")
        with PaymentClient(url, attempts=1) as payments, pytest.raises(PaymentsUnavailable):
            payments.charge(1, 900, "key")
        with WebFrontend(url) as frontend, pytest.raises(ServiceUnavailable):
            frontend.profile(1)


@pytest.mark.parametrize("pieces", [answer(b"{}"), answer(DEEP)], ids=["no address", "deep"])
def test_an_answer_of_another_form_counts_as_a_failure(pieces: Pieces) -> None:
    breaker = Breaker(threshold=2)
    with sending(pieces) as url, AvatarClient(url, ONCE, breaker) as avatars:
        for _ in range(2):
            assert breaker.allows()
            with pytest.raises(AvatarsUnavailable):
                avatars.find("ada@example.com")
        assert not breaker.allows()


def test_an_answer_may_be_compressed() -> None:
    body = gzip.compress(b'{"url": "https://pictures.example/1.png"}')
    with (
        sending(answer(body, "Content-Encoding: gzip")) as url,
        AvatarClient(url, Patience(attempts=1, timeout=10)) as avatars,
    ):
        assert avatars.find("ada@example.com") == "https://pictures.example/1.png"


WHEN = b'"created_at": "2024-03-01T00:00:00Z"'


@pytest.mark.parametrize(
    "body",
    [b'{"id": null, "email": "a", "name": "b", %s}', b'{"id": 1, "email": 5, "name": "b", %s}',
     b'{"id": 1, "email": "a", "name": [], %s}', b'{"id": true, "email": "a", "name": "b", %s}'],
    ids=["id", "email", "name", "truth for an id"],
)  # fmt: skip
def test_a_user_with_fields_of_other_kinds_is_nonsense_to_the_frontend(body: bytes) -> None:
    pieces = answer(body % WHEN)
    with sending(pieces) as url, WebFrontend(url) as pages, pytest.raises(ServiceUnavailable):
        pages.profile(1)


def test_what_cannot_be_sent_is_not_accepted() -> None:
    with WebFrontend("http://127.0.0.1:1") as frontend, pytest.raises(NotAccepted):
        frontend.register("ada@example.com", "\ud800")
