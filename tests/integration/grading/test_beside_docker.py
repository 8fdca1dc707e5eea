"""Where Docker answers too, suites run on our own engine, and on Docker what that refuses.

Docker is played by a second engine, one that takes any version of an image.
"""

import pytest

from labkit import engine, grading
from labkit.engine import places
from labkit.lessons.organising import running as organising
from labkit.lessons.trials import Trial, try_all
from tests.integration.engine.lab import Lab

OTHER = """
from labkit import engine
with engine.connect() as found:
    print(found.environment["DOCKER_HOST"], flush=True)
    input()
"""

SUITE = """
import os
import psycopg
from testcontainers.community.postgres import PostgresContainer

def test_where_it_runs():
    with PostgresContainer("{image}", driver=None) as postgres:
        with psycopg.connect(postgres.get_connection_url()):
            assert os.environ["DOCKER_HOST"] == "{host}"
"""


@pytest.fixture
def docker(monkeypatch):
    """The address of the engine that this process is made to use, as if it were Docker's."""
    monkeypatch.delenv("LABKIT_ENGINE", raising=False)
    lab = Lab()
    lab.environment["LABKIT_ANY_VERSION"] = "1"
    other = lab.start(OTHER)
    assert other.stdout is not None
    address = other.stdout.readline().strip()
    own = engine.quickest().environment
    monkeypatch.setattr(
        engine.connection, "_used", engine.Engine("docker", {**own, "DOCKER_HOST": address})
    )
    yield address
    lab.close()


@pytest.mark.usefixtures("docker")
def test_what_our_own_engine_runs_is_run_there():
    here = f"unix://{places.socket_path()}"
    ran = grading.run(SUITE.format(image="postgres:16", host=here), "databases")
    assert ran.ok, ran.text()


def test_what_our_own_engine_refuses_is_run_on_docker(docker):
    ran = grading.run(SUITE.format(image="postgres:9", host=docker), "databases")
    assert ran.ok, ran.text()


def test_a_check_of_what_our_own_engine_refuses_is_made_on_docker(docker):
    said = []
    source = SUITE.format(image="postgres:9", host=docker)
    report = grading.check("databases", source, progress=lambda news: said.append(news.aside))
    assert report.valid, report.text()
    *before, last = dict.fromkeys(said)  # a refusal can come sooner than the first progress
    assert last.startswith("On Docker: the suite asks for what labkit's own engine lacks.")
    assert all(each.startswith("On labkit's own engine") for each in before)


@pytest.mark.usefixtures("docker")
def test_so_are_the_runs_that_a_lesson_makes_of_a_suite_on_our_own_engine():
    here = f"unix://{places.socket_path()}"
    [tried] = try_all({"": Trial(SUITE.format(image="postgres:16", host=here))}).values()
    assert tried.failures == ()


@pytest.mark.usefixtures("docker")
def test_so_are_the_projects_of_the_lesson_on_organising(tmp_path):
    here = f"unix://{places.socket_path()}"
    (tmp_path / "test_it.py").write_text(SUITE.format(image="postgres:16", host=here))
    ran = organising.run(tmp_path)
    assert ran.summary == "1 passed", ran.output


def test_and_on_docker_where_one_of_them_is_refused(docker):
    [tried] = try_all({"": Trial(SUITE.format(image="postgres:9", host=docker))}).values()
    assert tried.failures == ()


def test_who_asks_for_docker_gets_docker(docker, monkeypatch):
    monkeypatch.setenv("LABKIT_ENGINE", "docker")
    ran = grading.run(SUITE.format(image="postgres:16", host=docker), "databases")
    assert ran.ok, ran.text()
