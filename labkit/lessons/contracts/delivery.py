"""Two teams' delivery pipelines, with a broker between them, for the cells of a notebook."""

import shlex
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from labkit.contracts import (
    Answer,
    Broker,
    Interaction,
    Published,
    Verification,
    broker,
    pact_command,
    verify,
)
from labkit.lessons.contracts.broken import SERVICES, changed
from labkit.lessons.contracts.interactions import CONTRACT
from labkit.lessons.contracts.states import states
from labkit.systems.users import InMemoryUsers, create_app, running


class Delivery:
    """A broker that runs until `close`, and what each team does with it.

    Attributes:
        broker: the broker.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="labkit-pacts-")))
        self.broker: Broker = self._stack.enter_context(broker())

    def contract(self, *interactions: Interaction) -> str:
        """Write the frontend's pact file, and return its name."""
        return CONTRACT.write(self._folder, *interactions).name

    def pact(self, line: str) -> Answer:
        """Run ``pact broker LINE``; the folder of the pact file is its folder."""
        return pact_command(*shlex.split(line), broker=self.broker.url, folder=self._folder)

    def verify(self, version: str, service: str = "correct") -> Verification:
        """Verify a version of the service against the broker's contracts, and publish the results.

        Args:
            version: the number of the version.
            service: how it answers, a name of ``broken.SERVICES``.
        """
        users = InMemoryUsers()
        app = changed(create_app(users), SERVICES[service])
        with running(app) as url:
            published = Published(self.broker.url, version)
            return verify("UserService", url, published, states(users))

    def close(self) -> None:
        """End the broker, and remove the pact file."""
        self._stack.close()
