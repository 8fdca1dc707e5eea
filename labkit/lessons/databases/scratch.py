"""Databases for a moment, on a server that is already there."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier


@contextmanager
def scratch_database(server: str, template: str = "template1") -> Iterator[str]:
    """Create a database with a name of its own, yield its URL, and drop it.

    Args:
        server: the URL of any database of the server.
        template: the database to copy; nobody may be connected to it.
    """
    name = f"scratch_{uuid4().hex}"
    run_on(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield url_of(server, name)
    finally:
        run_on(server, "DROP DATABASE {} WITH (FORCE)", name)


def url_of(server: str, database: str) -> str:
    """The URL of another database of the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


def run_on(url: str, statement: str, *names: str) -> None:
    """Run one statement outside a transaction, with names of databases or tables put in."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL(statement).format(*map(Identifier, names)))
