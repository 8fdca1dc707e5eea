"""The user service: users in PostgreSQL, cached in Redis, over HTTP.

The repository comes without the rest: who imports it alone needs neither Redis nor FastAPI.
"""

from typing import TYPE_CHECKING, Any

from labkit.systems.users.errors import DatabaseUnavailable, EmailTaken, InvalidUser
from labkit.systems.users.repository import UserRepository
from labkit.systems.users.settings import Settings
from labkit.systems.users.user import User, UserNotFound

if TYPE_CHECKING:
    from labkit.systems.users.accounts import AccountRepository
    from labkit.systems.users.api import create_app
    from labkit.systems.users.frontend import (
        AddressTaken,
        FrontendError,
        NoSuchUser,
        NotAccepted,
        Profile,
        ServiceUnavailable,
        WebFrontend,
    )
    from labkit.systems.users.in_memory import InMemoryUsers
    from labkit.systems.users.in_sqlite import SqliteUsers
    from labkit.systems.users.pictures import PictureOrders
    from labkit.systems.users.service import Health, UserService
    from labkit.systems.users.serving import running

__all__ = [
    "AccountRepository",
    "AddressTaken",
    "DatabaseUnavailable",
    "EmailTaken",
    "FrontendError",
    "Health",
    "InMemoryUsers",
    "InvalidUser",
    "NoSuchUser",
    "NotAccepted",
    "PictureOrders",
    "Profile",
    "ServiceUnavailable",
    "Settings",
    "SqliteUsers",
    "User",
    "UserNotFound",
    "UserRepository",
    "UserService",
    "WebFrontend",
    "create_app",
    "running",
]

_HOMES = {
    "AccountRepository": "accounts",
    "AddressTaken": "frontend",
    "FrontendError": "frontend",
    "Health": "service",
    "InMemoryUsers": "in_memory",
    "NoSuchUser": "frontend",
    "NotAccepted": "frontend",
    "PictureOrders": "pictures",
    "Profile": "frontend",
    "ServiceUnavailable": "frontend",
    "SqliteUsers": "in_sqlite",
    "UserService": "service",
    "WebFrontend": "frontend",
    "create_app": "api",
    "running": "serving",
}


def __getattr__(name: str) -> Any:
    """Import the bigger pieces at their first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
