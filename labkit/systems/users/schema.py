"""The tables of the user service, built up by numbered migrations."""

from typing import Any

from psycopg import Connection

MIGRATIONS = (
    """
    CREATE TABLE users (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    "CREATE UNIQUE INDEX users_email ON users (lower(email))",
    "ALTER TABLE users ADD CONSTRAINT users_name CHECK (btrim(name) <> '')",
)
"""The steps from an empty database to the current tables. Append; never edit one that has run."""

_LOCK = 20_161_031
"""Names the advisory lock under which one process at a time migrates."""


def migrate(connection: Connection[Any]) -> None:
    """Run the migrations that the database has not seen yet, all of them or none.

    Args:
        connection: a connection that is not in a transaction.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        done = _version(connection)
        for number, statement in enumerate(MIGRATIONS[done:], start=done + 1):
            connection.execute(statement)
            connection.execute("INSERT INTO users_schema (version) VALUES (%s)", (number,))


def _version(connection: Connection[Any]) -> int:
    """The number of the last migration that has run, 0 for an empty database."""
    connection.execute("CREATE TABLE IF NOT EXISTS users_schema (version integer PRIMARY KEY)")
    [(version,)] = connection.execute("SELECT coalesce(max(version), 0) FROM users_schema")
    return int(version)
