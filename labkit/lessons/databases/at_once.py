"""Two threads that do the same at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import psycopg

from labkit.systems import users
from labkit.systems.users import UserRepository

Result = TypeVar("Result")


def at_once(
    url: str, action: Callable[[UserRepository], Result]
) -> list[Result | type[psycopg.Error]]:
    """What two threads get, each with a repository of its own, that do the same together.

    Args:
        url: the database that both use.
        action: what to do, given a repository.

    Returns:
        For each thread what the action returned, or the kind of the database's error.
    """
    together = Barrier(2)

    def act(_: int) -> Result | type[psycopg.Error]:
        with users.UserRepository(url) as own:
            together.wait(timeout=10)
            try:
                return action(own)
            except psycopg.Error as error:
                return type(error)

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(act, range(2)))
