"""A chapter's claim as a small test, run once more before the reader's eyes."""

import time
from dataclasses import dataclass
from functools import cache

from labkit.errors import LabError
from labkit.lessons.review.chapters import HERE, chapter
from labkit.lessons.tests_magic import run


@dataclass(frozen=True)
class Shown:
    """What came of a claim's test.

    Attributes:
        title: the claim.
        source: the test.
        passed: whether the claim holds on this machine.
        said: what pytest said.
        seconds: what it took, the servers that it started included.
    """

    title: str
    source: str
    passed: bool
    said: str
    seconds: float

    @property
    def verdict(self) -> str:
        """Whether the claim holds, in one line; pytest's words where it does not."""
        return f"✔ {self.said}: {self.title}" if self.passed else f"✘ {self.title}\n\n{self.said}"

    def __repr__(self) -> str:
        return f"{self.source}\n\n{self.verdict}"

    def _repr_markdown_(self) -> str:
        verdict = self.verdict if self.passed else f"```text\n{self.verdict}\n```"
        return f"```python\n{self.source}\n```\n\n{verdict}"


def claim(name: str) -> Shown:
    """Run the test that shows what a chapter claims.

    Args:
        name: the chapter's name, for example ``"databases"``.

    Raises:
        LabError: when there is no such chapter, or it claims nothing.
    """
    shown = _try(name)
    _MEASURED[name] = shown
    return shown


def measured(name: str) -> Shown:
    """What came of a claim when it was last run here; it is run if it was not."""
    return _MEASURED.get(name) or claim(name)


_MEASURED: dict[str, Shown] = {}


def _try(name: str) -> Shown:
    claimed = chapter(name).claim
    if claimed is None:
        raise LabError(f"'{name}' is about all chapters and has no claim of its own; try 'why'.")
    source = _source(name)
    began = time.monotonic()
    result = run(source, [*claimed.options])
    return Shown(claimed.title, source, result.passed, result.text, time.monotonic() - began)


@cache
def _source(name: str) -> str:
    return (HERE / "suites" / f"{name}.py").read_text(encoding="utf-8").strip()
