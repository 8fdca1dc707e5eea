"""What requests that nobody wrote find in versions of the service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from labkit.lessons.apis.broken import VERSIONS
from labkit.lessons.apis.quiet import quiet
from labkit.lessons.apis.servers import both_servers, empty
from labkit.lessons.tables import table
from labkit.systems.users import Settings, running

if TYPE_CHECKING:
    from labkit.lessons.apis.requesting import Breach

Breaches = dict[str, "Breach | None"]
"""For each operation, what was found, or None."""


@dataclass(frozen=True)
class Explored:
    """What was found, operation by operation and version by version.

    Attributes:
        promised: for each operation, the statuses that the service's description names.
        found: for each version, what was found.
    """

    promised: dict[str, list[str]]
    found: dict[str, Breaches]

    def rows(self) -> list[tuple[str, ...]]:
        """The table: its head, then a line for each operation."""
        body = [
            (name, " ".join(statuses), *(_mark(each[name]) for each in self.found.values()))
            for name, statuses in self.promised.items()
        ]
        return [("operation", "promised", *self.found), *body]

    def requests(self) -> list[str]:
        """One sentence for each promise that was broken."""
        return [
            f"{version} answers {breach.answer}: {breach.request}"
            for version, breaches in self.found.items()
            for breach in breaches.values()
            if breach
        ]

    def __repr__(self) -> str:
        lines = ["".join(f"{cell:<28}" for cell in row).rstrip() for row in self.rows()]
        return "\n".join([*lines, *self.requests()])

    def _repr_html_(self) -> str:
        head, *body = self.rows()
        requests = "".join(f"<li><code>{escape(each)}</code></li>" for each in self.requests())
        return table(head, body) + (f"<ul>{requests}</ul>" if requests else "")


def explore(*versions: str) -> Explored:
    """Send versions of the service requests that are made up from its description.

    Args:
        versions: their names, as the option ``--api`` of the lesson's tests has them.
    """
    from labkit.lessons.apis.requesting import leaving_nothing  # takes a second to import

    promised: dict[str, list[str]] = {}
    found: dict[str, Breaches] = {}
    with quiet(), leaving_nothing(), both_servers() as settings:
        for name in versions:
            empty(settings)
            found[name] = _asked(name, settings, promised)
    return Explored(promised, found)


def _asked(name: str, settings: Settings, promised: dict[str, list[str]]) -> Breaches:
    from labkit.lessons.apis.requesting import broken_promise, operations
    from labkit.lessons.apis.requesting import promised as promised_by

    version = VERSIONS[name]
    # On a busy machine, too, the answer is the service's own, and not that the database was slow.
    patient = replace(settings, database_timeout=10)
    with version.service(patient) as service, running(version.app(service, None)) as url:
        asked = operations(url)
        promised |= {each.label: promised_by(each) for each in asked}
        return {each.label: broken_promise(each) for each in asked}


def _mark(breach: Breach | None) -> str:
    return f"✘ {breach.answer}" if breach else "✔ kept"
