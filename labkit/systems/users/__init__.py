"""The user service. Its first piece is the repository that keeps users in PostgreSQL."""

from labkit.systems.users.repository import UserRepository
from labkit.systems.users.user import User, UserNotFound

__all__ = ["User", "UserNotFound", "UserRepository"]
