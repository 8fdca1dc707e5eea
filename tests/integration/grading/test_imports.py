"""Modules that an exercise's suites find imported already."""

from pathlib import Path

import certifi
import pytest

from labkit.grading import pool as pools
from labkit.grading.expectations import read_expectations
from labkit.grading.jobs import Job
from labkit.grading.pool import Pool, forks_here, shared
from labkit.grading.verdict import judge

SUITE = """\
import sys


def test_colorsys_is_imported():
    assert "colorsys" in sys.modules
"""


def verdict(workers: Pool, systems: Path, suite: str = SUITE) -> str:
    workers.start(Job(suite, str(systems)))
    return judge(workers.next(), read_expectations(suite)).verdict


@pytest.mark.skipif(not forks_here(), reason="runs are fresh interpreters where fork is not safe")
def test_a_named_module_is_there_before_the_suite_begins(tmp_path):
    workers = Pool({}, imports=["colorsys"])
    try:
        assert verdict(workers, tmp_path) == "passed"
    finally:
        workers.close()


@pytest.mark.skipif(not forks_here(), reason="runs are fresh interpreters where fork is not safe")
def test_what_a_named_module_imports_late_is_there_too(tmp_path):
    workers = Pool({}, imports=["httpx"])
    try:
        assert verdict(workers, tmp_path, SUITE.replace("colorsys", "httpcore")) == "passed"
    finally:
        workers.close()


def test_a_shared_pool_is_kept_while_it_has_what_is_wanted(monkeypatch):
    monkeypatch.setattr(pools, "_shared", type(pools._shared)(maxlen=1))
    try:
        first = shared({}, imports=["colorsys", "this_module_is_not_there"])
        assert shared({}) is first
        assert shared({}, imports=["colorsys"]) is first
        second = shared({}, imports=["wave"])
        assert second is not first
        assert second.imports == {"colorsys", "this_module_is_not_there", "wave"}
    finally:
        pools.close_shared()


CLIENTS = """\
import ssl
from importlib import metadata

import redis


def test_clients_load_no_authorities_of_the_world():
    assert len(ssl.create_default_context().get_ca_certs()) <= 1


def test_the_version_of_redis_py_is_known():
    metadata.version = None  # whoever asks for a version now fails
    redis.Redis.from_url("redis://127.0.0.1:1").connection_pool.make_connection()
"""


@pytest.mark.skipif(not forks_here(), reason="runs are fresh interpreters where fork is not safe")
def test_clients_are_made_without_reading_the_disk_each_time(tmp_path):
    workers = Pool({"SSL_CERT_FILE": certifi.where()}, imports=["redis"])
    try:
        assert verdict(workers, tmp_path, CLIENTS) == "passed"
    finally:
        workers.close()
