"""The first lesson's questions about the machine."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labkit import engine
from labkit.errors import LabError

if TYPE_CHECKING:
    import psycopg

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Check:
    """One thing that the lessons need, and what to do where it is missing."""

    name: str
    there: bool
    mend: str

    def __repr__(self) -> str:
        return f"yes  {self.name}" if self.there else f"NO   {self.name}: {self.mend}"


@dataclass(frozen=True)
class Readiness:
    """What a machine has of what the lessons need."""

    checks: tuple[Check, ...]

    def __repr__(self) -> str:
        ready = all(check.there for check in self.checks)
        verdict = "Ready." if ready else "Not ready: do what the lines with NO say."
        return "\n".join([*map(repr, self.checks), verdict])


def ready() -> Readiness:
    """Look for what chapters 0 and 3 need; nothing is installed or started for good."""
    doctor = "run `python3 -m labkit doctor` in a terminal"
    connected = engine.use()
    return Readiness((
        Check("Python 3.11 or newer", sys.version_info >= OLDEST_PYTHON, doctor),
        Check("an engine that starts containers", bool(connected.kind), doctor),
        Check("PostgreSQL", _has_postgres(connected.kind), doctor),
    ))  # fmt: skip


def _has_postgres(kind: str) -> bool:
    """Docker and Podman fetch it when it is asked for; the embedded engine needs it here."""
    return kind != "embedded" or any(each.name == "postgres" for each in engine.installed())


def where_it_runs() -> str:
    """One sentence on what starts the servers on this machine."""
    kind = engine.use().kind
    if kind == "embedded":
        return "The course's own engine starts PostgreSQL here, as an ordinary process."
    return f"{kind.capitalize()} starts PostgreSQL here, in a container."


def ask(question: str) -> Any:
    """Start a PostgreSQL for one question, and remove it.

    Args:
        question: SQL that gives one value.

    Raises:
        LabError: when PostgreSQL does not understand the question; its answer says why.
    """
    import psycopg
    from testcontainers.community.postgres import PostgresContainer

    with (
        PostgresContainer("postgres:16", driver=None) as postgres,
        psycopg.connect(postgres.get_connection_url()) as connection,
    ):
        try:
            return _only_value(connection.execute(question.encode()))
        except psycopg.Error as error:
            raise LabError(f"PostgreSQL answers: {error}") from None


def _only_value(cursor: "psycopg.Cursor[Any]") -> Any:
    rows = cursor.fetchall()
    if len(rows) != 1 or len(rows[0]) != 1:
        raise LabError("ask() shows one value; ask for one row with one column.")
    return rows[0][0]
