"""What became of each message's mail, in a file that outlives the mailer."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

_TABLE = """
    CREATE TABLE IF NOT EXISTS mails (
        message_id text PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('sending', 'failed', 'sent')),
        tries integer NOT NULL
    )
"""


@dataclass(frozen=True)
class Attempt:
    """One try to send a message's mail.

    Attributes:
        number: 1 for the first.
        state: what was known before it: '' for nothing, 'failed', 'sent', or 'sending' when an
            earlier try has told no end, so that nobody knows whether its mail is out.
    """

    number: int
    state: str


class SentMail:
    """A small SQLite file: which mails are sent. Several mailers of one machine may share it.

    Args:
        path: the file; made when it is not there.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def begin(self, message_id: str) -> Attempt:
        """Note that a mail is about to be sent, before it is."""
        with self._transaction() as file:
            row = file.execute(
                "SELECT tries, state FROM mails WHERE message_id = ?", (message_id,)
            ).fetchone()
            tries, state = row or (0, "")
            if state != "sent":
                file.execute(
                    "INSERT OR REPLACE INTO mails VALUES (?, 'sending', ?)", (message_id, tries + 1)
                )
        return Attempt(tries + 1, state)

    def end(self, message_id: str, *, sent: bool) -> None:
        """Note how the try ended."""
        with self._transaction() as file:
            state = "sent" if sent else "failed"
            file.execute("UPDATE mails SET state = ? WHERE message_id = ?", (state, message_id))

    def forget(self, message_id: str) -> None:
        """Count from one again; a mail that is out, or may be, stays noted."""
        with self._transaction() as file:
            file.execute(
                "DELETE FROM mails WHERE message_id = ? AND state = 'failed'", (message_id,)
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, isolation_level=None)) as file:
            file.execute(_TABLE)
            file.execute("BEGIN IMMEDIATE")
            yield file
            file.execute("COMMIT")
