"""The suites of the lesson: each as somebody wrote it first, and mended."""

import ast
from dataclasses import dataclass

from labkit.lessons.mistakes.cases import HERE, cases_of
from labkit.lessons.source import Source

_SUITES = HERE / "suites"


@dataclass(frozen=True, repr=False)
class Suite(Source):
    """A suite that a notebook shows as code: a file beside a ``conftest.py`` with the fixtures.

    Attributes:
        mistake: the mistake that it makes, or makes no more.
    """

    mistake: str

    @property
    def module(self) -> str:
        """The suite and the fixtures that it is given, in one module."""
        return f"{given()}\n\n{self.text}\n"

    @property
    def tests(self) -> tuple[str, ...]:
        """The names of its tests, in their order."""
        names = [getattr(node, "name", "") for node in ast.parse(self.text).body]
        return tuple(name for name in names if name.startswith("test_"))


def before(mistake: str) -> Suite:
    """The suite that makes a mistake.

    Raises:
        LabError: when there is no such mistake.
    """
    return _read("before", mistake)


def mended(mistake: str) -> Suite:
    """The suite without the mistake.

    Raises:
        LabError: when there is no such mistake.
    """
    return _read("mended", mistake)


def given() -> str:
    """The fixtures of all suites, as code."""
    return (_SUITES / "given.py").read_text(encoding="utf-8").strip()


def _read(folder: str, mistake: str) -> Suite:
    cases_of(mistake)
    text = (_SUITES / folder / f"{mistake}.py").read_text(encoding="utf-8")
    return Suite(text.strip(), mistake)
