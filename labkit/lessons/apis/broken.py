"""Versions of the service with one mistake each, for tests to find."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from labkit.systems.users import (
    DatabaseUnavailable,
    EmailTaken,
    User,
    UserService,
    create_app,
)
from labkit.systems.users.avatars import AvatarClient, Patience
from labkit.systems.users.breaker import Breaker


@dataclass(frozen=True)
class Version:
    """One version of the service: its parts, correct unless named."""

    service: type[UserService] = UserService
    client: Callable[[str, Patience], AvatarClient] = AvatarClient
    app: Callable[[UserService, AvatarClient | None], FastAPI] = create_app


class RegistersNobody(UserService):
    """Answers as if it had stored the user."""

    def register(self, email: str, name: str) -> User:
        """Return a user, and store none."""
        return User(1, email, name, datetime.now(UTC))


class ChangesThenRefuses(UserService):
    """Finds out that an address is taken when it is too late."""

    def register(self, email: str, name: str) -> User:
        """Register a user; one who has the address already gets the new name."""
        try:
            return super().register(email, name)
        except EmailTaken:
            if there := self.find_by_email(email):
                self.rename(there.id, name)
            raise


class TidiesAddresses(UserService):
    """Writes the domain of an address in small letters before it looks for it."""

    def find_by_email(self, email: str) -> User | None:
        """The user with this address; the name before the @ stays as it was given."""
        name, domain = email.split("@")
        return super().find_by_email(f"{name}@{domain.lower()}")


class PassesFailuresOn(AvatarClient):
    """Lets a failure of the avatar service become one of the page."""

    def url_for(self, user: User) -> str | None:
        """The address of the picture; whatever goes wrong comes out."""
        return self.find(user.email)


class WaitsForEver(AvatarClient):
    """Believes that every answer comes."""

    def __init__(self, url: str, patience: Patience) -> None:
        super().__init__(url, replace(patience, attempts=1, timeout=3600))


class AsksOnce(AvatarClient):
    """Takes the first failure for the last word."""

    def __init__(self, url: str, patience: Patience) -> None:
        super().__init__(url, replace(patience, attempts=1))


class NeverOpens(Breaker):
    """A breaker that counts nothing."""

    def failed(self) -> None:
        """Forget the failure."""


class NeverCloses(Breaker):
    """A breaker that opens for good."""

    def _may_try(self) -> bool:
        return False


def blames_itself(service: UserService, avatars: AvatarClient | None) -> FastAPI:
    """The app, which answers 500 when its database is away."""
    app = create_app(service, avatars)
    app.add_exception_handler(DatabaseUnavailable, _internal_error)
    return app


def _internal_error(_: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, 500)


def says_ok(service: UserService, avatars: AvatarClient | None) -> FastAPI:
    """The app, which answers 200 to whatever went well."""
    app = create_app(service, avatars)

    @app.middleware("http")
    async def _ok(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        answer = await go_on(request)
        answer.status_code = 200 if answer.status_code == 201 else answer.status_code
        return answer

    return app


VERSIONS = {
    "correct": Version(),
    "registers_nobody": Version(service=RegistersNobody),
    "changes_then_refuses": Version(service=ChangesThenRefuses),
    "tidies_addresses": Version(service=TidiesAddresses),
    "passes_failures_on": Version(client=PassesFailuresOn),
    "waits_for_ever": Version(client=WaitsForEver),
    "asks_once": Version(client=AsksOnce),
    "blames_itself": Version(app=blames_itself),
    "says_ok": Version(app=says_ok),
}
"""What the option ``--api`` can name."""

BREAKERS = {"correct": Breaker, "never_opens": NeverOpens, "never_closes": NeverCloses}
"""What the option ``--breaker`` can name."""
