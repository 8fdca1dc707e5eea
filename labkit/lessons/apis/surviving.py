"""What a page makes of each way in which somebody else's service can fail."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from labkit.lessons.apis.quiet import quiet
from labkit.lessons.apis.servers import both_servers
from labkit.lessons.tables import table
from labkit.stubs import Answer, downstream
from labkit.systems.users import UserService, create_app, running
from labkit.systems.users.api import Avatars

FAILURES: dict[str, Answer] = {
    "answers 500": 500,
    "never answers": "hangs",
    "resets the connection": "resets",
    "breaks off in mid-answer": "breaks off",
    "answers byte by byte": "drips",
    "answers in HTML": b"<html>Down for maintenance</html>",
    "answers a number as url": {"url": 5},
}
_COLUMNS = ("the avatar service", "our page", "asked", "took")


@dataclass(frozen=True)
class Row:
    """One failure: what the page answered, how often the service was asked, seconds taken."""

    failure: str
    page: str
    asked: int
    seconds: float

    def cells(self) -> tuple[str, str, str, str]:
        """The row as a person reads it."""
        times = f"{self.asked} time{'s' * (self.asked != 1)}"
        return self.failure, self.page, times, f"{self.seconds:.1f} s"


@dataclass(frozen=True)
class Survival:
    """What became of the page, failure by failure."""

    rows: tuple[Row, ...]

    def __repr__(self) -> str:
        lines = (_COLUMNS, *(row.cells() for row in self.rows))
        return "\n".join("{:<26}{:<28}{:<10}{}".format(*line) for line in lines)

    def _repr_html_(self) -> str:
        return table(_COLUMNS, (row.cells() for row in self.rows))


def survive(client: Callable[[str], Avatars]) -> Survival:
    """Show Ada's page once for each failure of the avatar service.

    Args:
        client: makes a client of the service, given its address: ``AvatarClient``, for example.
    """
    with quiet(), both_servers() as settings, UserService(settings) as service:
        ada = service.register("ada@example.com", "Ada")
        rows = [_row(service, client, ada.id, failure) for failure in FAILURES]
    return Survival(tuple(rows))


def _row(service: UserService, client: Callable[[str], Avatars], user: int, failure: str) -> Row:
    with (
        downstream(FAILURES[failure]) as stub,
        running(create_app(service, client(stub.url))) as url,
        httpx.Client(base_url=url, timeout=30) as browser,
    ):
        began = time.monotonic()
        page = browser.get(f"/api/users/{user}")
        return Row(failure, _shown(page), len(stub.requests), time.monotonic() - began)


def _shown(page: httpx.Response) -> str:
    if page.status_code != httpx.codes.OK:
        return f"✘ {page.status_code} {page.reason_phrase}"
    return "✔ shown, with picture" if page.json()["avatar"] else "✔ shown, no picture"
