"""The broker's answers: JSON with links (HAL), by which Pact's clients find their way."""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from labkit.contracts.teaching_broker.ledger import ENVIRONMENTS, Pact, Version

Document = dict[str, Any]


class Documents:
    """Writes documents whose links lead to one broker.

    Args:
        base: the broker's address.
    """

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")

    def index(self) -> Document:
        """Where everything begins."""
        return {"_links": {
            "self": self._link("/"),
            "pb:publish-contracts": self._link("/contracts/publish"),
            "pb:provider-pacts-for-verification": self._template(
                "/pacts/provider/{provider}/for-verification"),
        }}  # fmt: skip

    def published(self, pacts: list[Pact], notices: list[str]) -> Document:
        """The receipt for the contracts of one consumer's version, at least one."""
        consumer, version = pacts[0].consumer, pacts[0].version
        program = self._titled(_path("pacticipants", consumer), consumer)
        number = self._titled(_path("pacticipants", consumer, "versions", version), version)
        return {
            "notices": [{"type": "success", "text": text} for text in notices],
            "logs": [],
            "_embedded": {
                "pacticipant": {"name": consumer, "_links": {"self": program}},
                "version": {"number": version, "_links": {"self": number}},
            },
            "_links": {
                "pb:pacticipant": program,
                "pb:pacticipant-version": number,
                "pb:pacticipant-version-tags": [],
                "pb:contracts": [self._titled(self._pact_path(p), _name(p)) for p in pacts],
            },
        }

    def to_verify(self, provider: str, chosen: dict[Pact, str]) -> Document:
        """Which contracts a provider has to verify, and why."""
        pacts = [{
            "shortDescription": reason,
            "verificationProperties": {"notices": [], "pending": False},
            "_links": {"self": self._link(self._pact_path(pact), _name(pact))},
        } for pact, reason in chosen.items()]  # fmt: skip
        own = self._link(_path("pacts", "provider", provider, "for-verification"))
        return {"_embedded": {"pacts": pacts}, "_links": {"self": own}}

    def pact(self, pact: Pact) -> Document:
        """A contract, with the address for results; each interaction has an id."""
        content = json.loads(pact.content)
        for interaction in content.get("interactions", []):
            text = json.dumps(interaction, sort_keys=True)
            interaction["_id"] = hashlib.sha256(text.encode()).hexdigest()[:40]
        results = f"{self._pact_path(pact)}/verification-results"
        return {**content, "_links": {
            "self": self._link(self._pact_path(pact), _name(pact)),
            "pb:consumer": self._link(_path("pacticipants", pact.consumer), pact.consumer),
            "pb:provider": self._link(_path("pacticipants", pact.provider), pact.provider),
            "pb:publish-verification-results": self._link(results),
        }}  # fmt: skip

    def program(self, name: str) -> Document:
        """A program; its link takes the versions of branches."""
        branch = f"{_path('pacticipants', name)}/branches/{{branch}}/versions/{{version}}"
        own = self._link(_path("pacticipants", name))
        return {"name": name, "_links": {"self": own, "pb:branch-version": self._template(branch)}}

    def version(self, version: Version) -> Document:
        """A version of a program; its links take deployments."""
        path = _path("pacticipants", version.program, "versions", version.number)
        deploy = [
            {**self._link(f"{path}/deployed-versions/environment/{name}"), "name": name}
            for name in ENVIRONMENTS
        ]
        links = {"self": self._link(path), "pb:record-deployment": deploy}
        return {"number": version.number, "_links": links}

    def _pact_path(self, pact: Pact) -> str:
        between = ("provider", pact.provider, "consumer", pact.consumer)
        return _path("pacts", *between, "version", pact.version)

    def _link(self, path: str, name: str = "") -> dict[str, Any]:
        return {"href": self._base + path} | ({"name": name} if name else {})

    def _titled(self, path: str, name: str) -> dict[str, Any]:
        return {**self._link(path, name), "title": name}

    def _template(self, path: str) -> dict[str, Any]:
        return {**self._link(path), "templated": True}


def _path(*parts: str) -> str:
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def _name(pact: Pact) -> str:
    return f"Pact between {pact.consumer} ({pact.version}) and {pact.provider}"
