"""What came of a verification, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SIGNS = {True: "✔", False: "✘"}


@dataclass(frozen=True)
class Outcome:
    """One interaction of a contract, tried on the provider.

    Attributes:
        name: how the contract describes it.
        consumer: who relies on it.
        problems: one sentence for each thing that is not as agreed; none if all is.
    """

    name: str
    consumer: str
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the provider did what was agreed."""
        return not self.problems


@dataclass(frozen=True)
class Verification:
    """A provider's answers to all interactions of its contracts.

    Attributes:
        provider: its name.
        outcomes: one for each interaction, at least one.
    """

    provider: str
    outcomes: tuple[Outcome, ...]

    @property
    def ok(self) -> bool:
        """Whether the provider keeps all of its contracts."""
        return all(outcome.ok for outcome in self.outcomes)

    @property
    def problems(self) -> tuple[str, ...]:
        """All that is not as agreed, each with the name of its interaction."""
        return tuple(f"{each.name}: {text}" for each in self.outcomes for text in each.problems)

    def __str__(self) -> str:
        """All of it; the first line names the first problem, since reports keep that line only."""
        head, *rest = self._lines()
        return "\n".join([f"{head}; {self.problems[0]}" if self.problems else head, *rest])

    def __repr__(self) -> str:
        return f"<Verification of {self.provider}: {'; '.join(self.problems) or 'ok'}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002
        """What a notebook shows: all of it. pytest repeats the short form after each assert."""
        printer.text("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        kept = sum(outcome.ok for outcome in self.outcomes)
        yield f"{self.provider} keeps {kept} of {len(self.outcomes)} interactions"
        for outcome in self.outcomes:
            yield f"  {SIGNS[outcome.ok]} {outcome.name}"
            yield from (f"      {problem}" for problem in outcome.problems)


def outcomes_of(results: dict[str, Any]) -> tuple[Outcome, ...]:
    """The outcomes in Pact's results."""
    return tuple(map(_outcome, results.get("interactionResults", [])))


def _outcome(result: dict[str, Any]) -> Outcome:
    name, consumer = result["description"], result["consumer"]
    if result["result"] == "OK":
        return Outcome(name, consumer)
    return Outcome(name, consumer, tuple(_problems(result.get("mismatch") or {})))


def _problems(mismatch: dict[str, Any]) -> Iterator[str]:
    found = mismatch.get("mismatches") or []
    yield from map(_sentence, sorted(found, key=_rank))
    if not found:
        yield mismatch.get("message") or "the provider gave no answer that Pact could read"


def _rank(mismatch: dict[str, Any]) -> tuple[bool, str, str]:
    """Pact's order is another each time. The status comes first: a wrong one explains the rest."""
    return mismatch["type"] != "StatusMismatch", mismatch.get("path", ""), _sentence(mismatch)


def _sentence(mismatch: dict[str, Any]) -> str:
    kind = mismatch["type"].removesuffix("Mismatch").removesuffix("Type").lower()
    place = mismatch.get("path") or mismatch.get("key") or ""
    said = mismatch.get("mismatch") or f"expected {mismatch['expected']}, was {mismatch['actual']}"
    return f"{f'{kind} {place}'.strip()}: {said[:1].lower()}{said[1:]}"
