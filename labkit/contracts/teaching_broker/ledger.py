"""What the teaching broker remembers, in memory: contracts, results, deployments."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

ENVIRONMENTS = ("test", "production")


@dataclass(frozen=True)
class Pact:
    """A contract as one version of a consumer published it."""

    consumer: str
    version: str
    provider: str
    content: str

    @property
    def sha(self) -> str:
        """What the content is known by: two versions may publish the same contract."""
        agreed = {k: v for k, v in json.loads(self.content).items() if k != "metadata"}
        return hashlib.sha256(json.dumps(agreed, sort_keys=True).encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Result:
    """One verification of a contract by one version of its provider."""

    sha: str
    provider: str
    version: str
    success: bool


@dataclass(frozen=True)
class Version:
    """One version of a program, with the branches that it was published from."""

    program: str
    number: str
    branches: frozenset[str] = frozenset()


class Conflict(ValueError):
    """The contract of a version was published already, and said something else."""


@dataclass
class Ledger:
    """Everything that was published or recorded, the newest last."""

    pacts: list[Pact] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    versions: dict[tuple[str, str], Version] = field(default_factory=dict)
    deployed: dict[tuple[str, str], str] = field(default_factory=dict)

    def publish(self, pact: Pact, branch: str | None) -> bool:
        """Add a contract; returns whether it was new.

        Raises:
            Conflict: when this version has published another one for the same provider.
        """
        self.note_version(pact.consumer, pact.version, branch)
        for known in self.pacts:
            if (known.consumer, known.version, known.provider) == (
                pact.consumer, pact.version, pact.provider,
            ):  # fmt: skip
                if known.sha != pact.sha:
                    raise Conflict(
                        f"Version {pact.version} of {pact.consumer} has published another"
                        f" contract with {pact.provider}; publish with a new version number."
                    )
                return False
        self.pacts.append(pact)
        return True

    def note_version(self, program: str, number: str, branch: str | None = None) -> Version:
        """Remember a version, and that it belongs to a branch."""
        old = self.versions.get((program, number), Version(program, number))
        branches = old.branches | ({branch} if branch else set())
        self.versions[program, number] = Version(program, number, frozenset(branches))
        return self.versions[program, number]

    def deploy(self, program: str, number: str, environment: str) -> None:
        """Put a version in the place of the one that ran in the environment."""
        self.note_version(program, number)
        self.deployed[environment, program] = number

    def last_result(self, pact: Pact, provider_version: str) -> Result | None:
        """The newest verification of a contract by one version of its provider."""
        wanted = (pact.sha, pact.provider, provider_version)
        found = [r for r in self.results if (r.sha, r.provider, r.version) == wanted]
        return found[-1] if found else None

    def is_deployed(self, program: str, number: str) -> bool:
        """Whether a version runs in some environment."""
        return any(self.deployed.get((each, program)) == number for each in ENVIRONMENTS)

    def to_verify(self, provider: str, selectors: list[dict[str, Any]]) -> dict[Pact, str]:
        """The contracts with a provider that selectors choose, each with the reason.

        Args:
            provider: its name.
            selectors: ``{"branch": NAME}``, ``{"deployedOrReleased": True}``, or nothing at all
                for the newest of every consumer.
        """
        ours = [pact for pact in self.pacts if pact.provider == provider]
        chosen: dict[Pact, str] = {}
        for selector in selectors or [{}]:
            for pact in self._selected(ours, selector):
                chosen.setdefault(pact, _reason(selector))
        return chosen

    def _selected(self, pacts: list[Pact], selector: dict[str, Any]) -> list[Pact]:
        if selector.get("deployedOrReleased") or selector.get("deployed"):
            return [pact for pact in pacts if self.is_deployed(pact.consumer, pact.version)]
        branch = selector.get("branch")
        fit = [p for p in pacts if not branch or branch in self._branches(p)]
        return [*{pact.consumer: pact for pact in fit}.values()]

    def _branches(self, pact: Pact) -> frozenset[str]:
        return self.versions[pact.consumer, pact.version].branches


def _reason(selector: dict[str, Any]) -> str:
    if branch := selector.get("branch"):
        return f"latest from branch {branch}"
    return "deployed" if selector else "latest"
