"""End-to-end tests: the scanner as its users have it, a server in a process of its own."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from labkit.systems.scanner import SignatureStore

WORM = b"\x4d\x5aWORM"


@pytest.fixture
def signatures(tmp_path):
    return tmp_path / "signatures.json"


@pytest.fixture
def url(signatures):
    """The address of a server of the test's own; its first line says which."""
    command = [sys.executable, "-m", "labkit.systems.scanner", str(signatures)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    yield server.stdout.readline().strip()
    server.kill()
    server.communicate()


def report(url, name, content):
    request = urllib.request.Request(f"{url}/reports/{name}", data=content)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def test_a_sent_worm_is_reported(signatures, url):
    SignatureStore(signatures).add("Worm", WORM)
    answer = report(url, "my%20letter.exe", b"line\nline\n" + WORM)
    assert (answer["verdict"], answer["file"]) == ("infected", "my letter.exe")


def test_without_signatures_the_service_is_unavailable(url):
    with pytest.raises(urllib.error.HTTPError, match="503"):
        report(url, "a.exe", b"")
