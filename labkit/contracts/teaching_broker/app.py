"""The teaching broker's HTTP interface: what Pact's own clients call, and no more."""

import base64
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

from labkit.contracts.teaching_broker.documents import Document, Documents
from labkit.contracts.teaching_broker.ledger import ENVIRONMENTS, Conflict, Ledger, Pact, Result
from labkit.contracts.teaching_broker.matrix import answer, rows, unheard_of


@dataclass(frozen=True)
class Seen:
    """One request that a client made, and the status of the answer."""

    method: str
    path: str
    status: int

    def __str__(self) -> str:
        return f"{self.status} {self.method} {self.path}"


def create_broker(ledger: Ledger, log: list[Seen]) -> FastAPI:
    """The broker as an application.

    Args:
        ledger: what it remembers.
        log: where each request is noted.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.middleware("http")(_noting(log))
    app.exception_handler(Conflict)(_conflict)
    _add_contracts(app, ledger)
    _add_versions(app, ledger)
    _add_matrix(app, ledger)
    return app


def _documents(request: Request) -> Documents:
    return Documents(str(request.base_url))


def _add_contracts(app: FastAPI, ledger: Ledger) -> None:
    """Contracts: published by consumers, fetched and answered for by providers."""

    @app.get("/")
    async def index(request: Request) -> Document:
        return _documents(request).index()

    @app.post("/contracts/publish")
    async def publish(request: Request) -> Document:
        body = await request.json()
        pacts = _pacts_in(body)
        new = [ledger.publish(pact, body.get("branch")) for pact in pacts]
        notices = [_receipt(pact, added) for pact, added in zip(pacts, new, strict=True)]
        return _documents(request).published(pacts, notices)

    @app.get("/pacts/provider/{provider}/for-verification")
    async def all_for_verification(provider: str, request: Request) -> Document:
        return _documents(request).to_verify(provider, ledger.to_verify(provider, []))

    @app.post("/pacts/provider/{provider}/for-verification")
    async def for_verification(provider: str, request: Request) -> Document:
        selectors = (await request.json()).get("consumerVersionSelectors", [])
        chosen = ledger.to_verify(provider, selectors)
        return _documents(request).to_verify(provider, chosen)

    path = "/pacts/provider/{provider}/consumer/{consumer}/version/{version}"

    @app.get(path)
    async def pact(provider: str, consumer: str, version: str, request: Request) -> Document:
        return _documents(request).pact(_find(ledger, consumer, version, provider))

    @app.post(f"{path}/verification-results", status_code=201)
    async def results(provider: str, consumer: str, version: str, request: Request) -> Document:
        body = await request.json()
        found = _find(ledger, consumer, version, provider)
        number = body["providerApplicationVersion"]
        ledger.note_version(provider, number)
        ledger.results.append(Result(found.sha, provider, number, body["success"]))
        return {"success": body["success"], "providerApplicationVersion": number}


def _add_versions(app: FastAPI, ledger: Ledger) -> None:
    """Programs, their versions and branches, and where each version runs."""

    @app.get("/pacticipants/{name}")
    async def program(name: str, request: Request) -> Document:
        return _documents(request).program(name)

    @app.put("/pacticipants/{name}/branches/{branch:path}/versions/{number}")
    async def branch_version(name: str, branch: str, number: str, request: Request) -> Document:
        return _documents(request).version(ledger.note_version(name, number, branch))

    @app.get("/pacticipants/{name}/versions/{number}")
    async def version(name: str, number: str, request: Request) -> Document:
        _must_know(ledger, name, number)
        return _documents(request).version(ledger.versions[name, number])

    @app.post(
        "/pacticipants/{name}/versions/{number}/deployed-versions/environment/{where}",
        status_code=201,
    )
    async def deploy(name: str, number: str, where: str) -> Document:
        _must_exist(where)
        ledger.deploy(name, number, where)
        return {"currentlyDeployed": True}


def _add_matrix(app: FastAPI, ledger: Ledger) -> None:
    """The one question that all this is for."""

    @app.get("/matrix")
    async def matrix(request: Request) -> Document:
        asked = request.query_params
        name, number = asked.get("q[][pacticipant]", ""), asked.get("q[][version]", "")
        where = asked.get("environment", "")
        _must_exist(where)
        if (name, number) not in ledger.versions:
            return unheard_of(name, number)
        return answer(rows(ledger, name, number, where), where)


def _pacts_in(body: dict[str, Any]) -> list[Pact]:
    name, number = body["pacticipantName"], body["pacticipantVersionNumber"]
    return [
        Pact(name, number, each["providerName"], base64.b64decode(each["content"]).decode())
        for each in body["contracts"]
    ]


def _receipt(pact: Pact, new: bool) -> str:
    done = "published" if new else "unchanged, was published before"
    return f"Pact between {pact.consumer} version {pact.version} and {pact.provider}: {done}."


def _find(ledger: Ledger, consumer: str, version: str, provider: str) -> Pact:
    wanted = (consumer, version, provider)
    for pact in ledger.pacts:
        if (pact.consumer, pact.version, pact.provider) == wanted:
            return pact
    raise HTTPException(404, f"There is no pact of {consumer} ({version}) with {provider}.")


def _must_know(ledger: Ledger, name: str, number: str) -> None:
    if (name, number) not in ledger.versions:
        raise HTTPException(404, f"No version {number} of {name} is known here.")


def _must_exist(environment: str) -> None:
    if environment not in ENVIRONMENTS:
        names = " and ".join(ENVIRONMENTS)
        raise HTTPException(404, f"There is no environment '{environment}', only {names}.")


def _noting(log: list[Seen]) -> Any:
    async def note(request: Request, call_next: Any) -> Any:
        answer = await call_next(request)
        asked = f"{request.url.path}?{request.url.query}".rstrip("?")
        log.append(Seen(request.method, asked, answer.status_code))
        return answer

    return note


async def _conflict(_: Request, error: Exception) -> JSONResponse:
    body = {"errors": {"contracts": [str(error)]}, "notices": [_error_notice(str(error))]}
    return JSONResponse(body, status_code=409)


def _error_notice(text: str) -> dict[str, str]:
    return {"type": "error", "text": text}
