"""Two people who register."""

from datetime import UTC, datetime

from labkit.systems.users import User

ADA = User(7, "ada@example.com", "Ada", datetime(2026, 1, 2, tzinfo=UTC))
ZOE = User(8, "zoe@example.com", "Zoë 東京", datetime(2026, 1, 3, tzinfo=UTC))
