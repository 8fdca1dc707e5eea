"""Templates in the cache: published once by whoever is first, made anew when damaged."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.engine.lab import Lab, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")

ASK = """
import labkit.engine, psycopg
labkit.engine.use()
from testcontainers.community.postgres import PostgresContainer
made = PostgresContainer("postgres:16", username="ada", password="x", dbname="eng", driver=None)
with made as container, psycopg.connect(container.get_connection_url()) as connection:
    print(connection.execute("SELECT current_user").fetchone()[0])
"""


@pytest.fixture
def cache() -> Iterator[Path]:
    """A cache that the servers' account can read, with nothing in it."""
    folder = Path(tempfile.mkdtemp(prefix="labkit-cache-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def labs(cache: Path) -> Iterator[list[Lab]]:
    """Two labs with one cache."""
    made = [Lab(), Lab()]
    for each in made:
        each.environment["LABKIT_CACHE"] = str(cache)
    yield made
    for each in made:
        each.close()


def test_two_engines_that_make_one_template_at_once_share_it(cache: Path, labs: list[Lab]) -> None:
    clients = [each.start(ASK) for each in labs]
    assert [client.communicate()[0] for client in clients] == ["ada\n", "ada\n"]
    assert len(list((cache / "templates").iterdir())) == 1, "one template and no draft"


def test_a_damaged_template_is_made_anew(cache: Path, labs: list[Lab]) -> None:
    assert labs[0].start(ASK).communicate()[0] == "ada\n"
    wait_until(labs[0].is_clean, "the first engine has ended")
    (home,) = (cache / "templates").iterdir()
    catalogue = home / "data/base/1/1259"
    catalogue.write_bytes(b"damaged")
    assert labs[1].start(ASK).communicate()[0] == "ada\n"
    assert catalogue.stat().st_size > 10_000
