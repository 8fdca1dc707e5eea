"""Requests that are made up from a service's own description, by schemathesis."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Flaky, Unsatisfiable
from schemathesis import Case, Config, GenerationMode, Response, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.core.errors import InvalidSchema
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Err, Result
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

Operation = APIOperation[Any, Any, Any, Any]

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
"""No failure of the server, only statuses that the description names, answers of its shape."""

EACH = 15
"""How many requests, at most, of those that the description allows, and as many of others."""

_SETTINGS = settings(
    max_examples=EACH,
    phases=(Phase.generate, Phase.shrink),
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Breach:
    """An answer that the description does not allow, and the request that got it."""

    answer: str
    request: str


class PromiseBroken(Exception):
    """Tells Hypothesis that a request is one of those to be found."""


@contextmanager
def leaving_nothing() -> Iterator[None]:
    """Keep the notes of Hypothesis, which makes the values, out of the current folder."""
    with TemporaryDirectory(prefix="labkit-hypothesis-") as folder:
        set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)


def operations(url: str) -> list[Operation]:
    """What the description of a running service says can be asked of it.

    Args:
        url: the service's address; the description is its ``/openapi.json``.
    """
    described = openapi.from_url(f"{url}/openapi.json", config=Config())
    return [_readable(each) for each in described.get_all_operations()]


def _readable(result: Result[Operation, InvalidSchema]) -> Operation:
    if isinstance(result, Err):
        raise result.err()
    return result.ok()


def promised(operation: Operation) -> list[str]:
    """The statuses that the description names for an operation."""
    return sorted(operation.definition.raw["responses"])


def broken_promise(operation: Operation) -> Breach | None:
    """Ask until an answer is none that the description allows.

    The requests are the same each time. One whose answer is wrong is made smaller as long as the
    answer stays wrong.

    Returns:
        What was found, for people; None when every promise was kept.
    """
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        if broken := _broken(operation, mode):
            return broken
    return None


def _broken(operation: Operation, mode: GenerationMode) -> Breach | None:
    found: list[Breach] = []

    @seed(1)
    @_SETTINGS
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        answer = case.call()
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            found.append(_breach(operation, answer))
            raise PromiseBroken from failures

    # Flaky: the same request got another answer; it may have changed something the first time.
    # Unsatisfiable: the operation takes nothing, so nothing that is not allowed can be sent.
    with suppress(PromiseBroken, Flaky, Unsatisfiable):
        ask()
    return found[-1] if found else None


def _breach(operation: Operation, answer: Response) -> Breach:
    status = str(answer.status_code)
    shape = ", in another shape" if status in promised(operation) else ""
    asked = answer.request
    body = asked.body or ""
    text = body.decode("ascii", "backslashreplace") if isinstance(body, bytes) else str(body)
    return Breach(f"{status}{shape}", f"{asked.method} {asked.path_url} {text}".rstrip())
