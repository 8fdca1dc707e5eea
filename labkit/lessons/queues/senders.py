"""Stand-ins for sending a mail, for what tests want to happen."""

import threading

from labkit.systems.users.mailer import Mail


class Failing:
    """Raises the first ``times`` times, then sends; counts its tries."""

    def __init__(self, outbox: list[Mail], times: int) -> None:
        self.outbox, self.times, self.tries = outbox, times, 0

    def __call__(self, mail: Mail) -> None:
        """Send, or fail."""
        self.tries += 1
        if self.tries <= self.times:
            raise OSError("the mail server is away")
        self.outbox.append(mail)


class Held:
    """Holds a mail until the test lets it go."""

    def __init__(self, outbox: list[Mail]) -> None:
        self.outbox, self.begun, self.release = outbox, threading.Event(), threading.Event()

    def __call__(self, mail: Mail) -> None:
        """Say that it has begun, wait for the release, send."""
        self.begun.set()
        self.release.wait(4)
        self.outbox.append(mail)
