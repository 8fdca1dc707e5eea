"""What the service says when it cannot do what it was asked."""


class EmailTaken(ValueError):
    """Another user has this address already."""

    def __init__(self, email: str) -> None:
        super().__init__(f"The address {email} is taken.")
        self.email = email


class InvalidUser(ValueError):
    """The address or the name is none that a user can have."""


class DatabaseUnavailable(ConnectionError):
    """The database is down, or does not answer in time."""
