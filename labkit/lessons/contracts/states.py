"""State handlers: how the provider comes to be where an interaction begins."""

from collections.abc import Callable

import psycopg

from labkit.systems.users import InMemoryUsers

Handlers = dict[str, Callable[[], object]]


def states(users: InMemoryUsers) -> Handlers:
    """A handler for each state in the contract, by its name."""

    def ada() -> None:
        users.clear()
        users.put(7, "ada@example.com", "Ada")

    def down() -> None:
        users.clear()
        users.down = True

    return {"user 7 is Ada": ada, "there is nobody": users.clear, "the database is down": down}


def real_states(database_url: str) -> Handlers:
    """The same for a service on a real PostgreSQL; without the state of a database that is down."""

    def emptied(then: str = "") -> None:
        with psycopg.connect(database_url) as connection:
            connection.execute(f"TRUNCATE users; {then}".encode())

    def ada() -> None:
        emptied(
            "INSERT INTO users (id, email, name) OVERRIDING SYSTEM VALUE"
            " VALUES (7, 'ada@example.com', 'Ada')"
        )

    return {"user 7 is Ada": ada, "there is nobody": emptied}
