"""The memberships, kept in PostgreSQL."""

from datetime import datetime

import psycopg
from psycopg.rows import class_row

from labkit.systems.users.closing import Closing
from labkit.systems.users.premium.membership import Membership

_TABLE = """
    CREATE TABLE IF NOT EXISTS memberships (
        order_id text PRIMARY KEY,
        user_id bigint NOT NULL,
        paid_until timestamptz NOT NULL
    )
"""


class MembershipStore(Closing):
    """Keeps memberships in a PostgreSQL database.

    What it promises:

    - What was added is stored for good, and every other store on the database sees it.
      A membership of an order that is there already changes nothing.
    - A membership comes back as it was given, its end to the microsecond.
    - A user may have several; `paid_until` and `ending` go by the one that ends last.

    What it leaves open: its tables, and in which time zone it gives a time back.

    Args:
        url: where the database is: ``postgresql://user:password@host:port/name``.
    """

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)

    def migrate(self) -> None:
        """Create the tables where they are missing."""
        with self._connection.transaction():
            self._connection.execute(_TABLE)

    def add(self, membership: Membership) -> None:
        """Keep a membership for good; one of the same order that is there already stays."""
        self._connection.execute(
            "INSERT INTO memberships VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (membership.order, membership.user_id, membership.paid_until),
        )

    def find(self, order: str) -> Membership | None:
        """What this order bought, or None."""
        with self._connection.cursor(row_factory=class_row(Membership)) as cursor:
            cursor.execute(
                "SELECT order_id AS order, user_id, paid_until FROM memberships"
                " WHERE order_id = %s",
                (order,),
            )
            return cursor.fetchone()

    def paid_until(self, user_id: int) -> datetime | None:
        """When the last of a user's memberships ends; None for who never had one."""
        [(end,)] = self._connection.execute(
            "SELECT max(paid_until) FROM memberships WHERE user_id = %s", (user_id,)
        )
        return end  # type: ignore[no-any-return]  # a row holds what the query asks for

    def ending(self, begin: datetime, end: datetime) -> list[int]:
        """Who ends after ``begin``, and no later than ``end``; who ends first comes first."""
        rows = self._connection.execute(
            "SELECT user_id FROM memberships GROUP BY user_id"
            " HAVING max(paid_until) > %s AND max(paid_until) <= %s"
            " ORDER BY max(paid_until), user_id",
            (begin, end),
        )
        return [user_id for (user_id,) in rows]

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
