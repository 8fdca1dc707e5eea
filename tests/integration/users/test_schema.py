"""Migrations: from nothing, from an older version, and again."""

import psycopg
import pytest

from labkit.systems.users import UserRepository, schema


def versions(url: str) -> list[int]:
    """The migrations that the database has seen."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT version FROM users_schema ORDER BY version")
        return [version for (version,) in rows]


def test_an_empty_database_gets_every_migration(url: str, users: UserRepository) -> None:
    """Each is recorded once."""
    assert users.all_users() == []
    assert versions(url) == list(range(1, len(schema.MIGRATIONS) + 1))


def test_migrating_again_runs_nothing(url: str, users: UserRepository) -> None:
    """What has been recorded is not run again."""
    before = versions(url)
    users.migrate()
    assert versions(url) == before


def test_an_older_database_gets_only_what_it_lacks(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Users of the older version stay."""
    with UserRepository(url) as users:
        monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        users.migrate()
        alice = users.create_user("alice@example.com", "Alice")
        monkeypatch.undo()
        users.migrate()
        assert users.find(alice.id) == alice
        with pytest.raises(psycopg.errors.CheckViolation):
            users.create_user("bob@example.com", "")


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    url: str, users: UserRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of the missing ones run, or none."""
    before = versions(url)
    broken = ("ALTER TABLE users ADD COLUMN city text", "SELECT nonsense")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, *broken))
    with pytest.raises(psycopg.errors.UndefinedColumn):
        users.migrate()
    assert versions(url) == before
    with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.UndefinedColumn):
        connection.execute("SELECT city FROM users")
