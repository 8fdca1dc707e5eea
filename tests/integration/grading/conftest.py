"""A toy system, a rubric for it, and a pool of processes: grading without any database."""

import contextlib
import random
import socket
from collections.abc import Callable

import pytest

from labkit.grading.assembling import assemble
from labkit.grading.checking import Examination
from labkit.grading.expectations import read_expectations
from labkit.grading.findings import Findings, Limits
from labkit.grading.plan import seed_of
from labkit.grading.pool import Pool
from labkit.grading.report import Report
from labkit.rubrics import Bug, Change, Correct, Part, Quality, Rubric

SOURCE = """\
import itertools

_ids = itertools.count(1)


class Till:
    def __init__(self):
        self.id = next(_ids)
        self.total = 0

    def add(self, price):
        if price < 0:
            raise ValueError(price)
        self.total += price
        return self.total

    def receipt(self):
        if self.total == 6:
            raise LookupError("no paper")

    def call(self, customer):
        return customer()
"""


def _change(snippet: str, replacement: str) -> tuple[Change, ...]:
    return (Change("toy/__init__.py", snippet, replacement),)


def _bug(name: str, *changes: Change) -> Bug:
    return Bug(name, "all", f"{name} happens.", "", ("1", "2", "3"), "The till", changes)


RUBRIC = Rubric(
    name="toy",
    title="The till",
    lesson="notebooks/toy.ipynb",
    exercise="exercises/toy.ipynb",
    parts=(Part("all", "All", 80, "The till"),),
    quality=Quality(valid=10, isolated=10),
    bugs=(
        _bug("doubled", *_change("self.total += price", "self.total += 2 * price")),
        _bug("negative", *_change("if price < 0:", "if False:")),
    ),
    correct=(
        Correct("original", "As it stands.", ()),
        Correct("ids", "Ids may begin anywhere.", _change("count(1)", "count(71)")),
    ),
)

GOOD = """\
import pytest
from labkit.systems.toy import Till


def test_prices_add_up():
    till = Till()
    till.add(2)
    assert till.add(3) == 5


def test_negative_prices_are_refused():
    with pytest.raises(ValueError):
        Till().add(-1)
"""


@pytest.fixture(scope="session")
def systems(tmp_path_factory):
    """A folder with the toy system."""
    folder = tmp_path_factory.mktemp("systems")
    (folder / "toy").mkdir()
    (folder / "toy" / "__init__.py").write_text(SOURCE)
    return folder


@pytest.fixture(scope="module")
def pool():
    """A pool of its own for each module, ended with it."""
    pool = Pool({})
    yield pool
    pool.close()


@pytest.fixture
def examine(pool, systems) -> Callable[..., Findings]:
    """Run a suite against the toy's variants."""

    def examine(source: str, limits: Limits | None = None) -> Findings:
        expectations = read_expectations(source)
        examination = Examination(RUBRIC, source, expectations, pool, systems)
        return examination.run(lambda _: None, limits)

    return examine


@pytest.fixture
def grade(examine) -> Callable[..., Report]:
    """Grade a suite on the toy."""

    def grade(source: str, limits: Limits | None = None) -> Report:
        findings = examine(source, limits)
        return assemble(RUBRIC, findings, read_expectations(source), seed_of(source), 0.0)

    return grade


@pytest.fixture
def good() -> str:
    """A suite that earns full marks."""
    return GOOD


@pytest.fixture
def free_port() -> int:
    """A port that nobody uses and that the system gives nobody who asks for any."""
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as taken, contextlib.suppress(OSError):
            taken.bind(("127.0.0.1", port))
            return port
    raise LookupError("no free port")
