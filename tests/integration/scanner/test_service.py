"""The scanner as a server in a process of its own, over real HTTP."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from labkit.systems.scanner import SignatureStore

COMMAND = [sys.executable, "-m", "labkit.systems.scanner"]


@pytest.fixture
def signatures(tmp_path: Path) -> Path:
    return tmp_path / "signatures.json"


@pytest.fixture
def client(signatures: Path) -> Iterator[httpx.Client]:
    """A client of a server of the test's own."""
    with subprocess.Popen([*COMMAND, str(signatures)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        with httpx.Client(base_url=server.stdout.readline().strip(), trust_env=False) as client:
            yield client
        server.kill()


def test_a_file_is_reported_on_byte_by_byte(signatures: Path, client: httpx.Client) -> None:
    SignatureStore(signatures).add("Worm", b"\nW\x00")
    answer = client.post("/reports/my%20letter.exe", content=b"one\ntwo\nW\x00")
    assert (answer.status_code, answer.json()["verdict"]) == (200, "infected")
    assert answer.json()["file"] == "my letter.exe"


def test_without_signatures_it_is_unavailable_and_says_so(client: httpx.Client) -> None:
    answer = client.post("/reports/a.exe", content=b"")
    assert (answer.status_code, answer.json()["verdict"]) == (503, "not scanned")


def test_an_unknown_path_is_not_found(client: httpx.Client) -> None:
    answer = client.post("/files/a.exe", content=b"")
    assert (answer.status_code, answer.json()) == (404, {"error": "Send a file to /reports/NAME."})


def test_without_a_file_of_signatures_the_command_says_what_it_needs() -> None:
    done = subprocess.run(COMMAND, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Name the file of the signature store:")
