"""An engine that went away is named as such, in one sentence."""

import http.server
import socket
import threading

import pytest

from labkit.errors import MachineLacks
from labkit.grading.engine_lost import ensure_engine_answers


class Ping(http.server.BaseHTTPRequestHandler):
    """As much of an engine as answers a ping."""

    def do_GET(self):
        self.send_response(200 if self.path == "/_ping" else 404)
        self.end_headers()

    def log_message(self, *args):
        """Nothing on the terminal."""


@pytest.fixture
def answering():
    with http.server.HTTPServer(("127.0.0.1", 0), Ping) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"tcp://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_engine_that_answers_is_not_lost(answering):
    ensure_engine_answers({"DOCKER_HOST": answering})


@pytest.mark.parametrize("kind", ["no socket", "a socket where nobody listens", "a closed port"])
def test_an_engine_that_does_not_answer_is_lost(kind, tmp_path):
    path = tmp_path / "engine.sock"
    address = f"unix://{path}"
    if kind == "a socket where nobody listens":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(path))
    if kind == "a closed port":
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))
            address = f"tcp://127.0.0.1:{bound.getsockname()[1]}"
    with pytest.raises(MachineLacks, match="went away during the run") as caught:
        ensure_engine_answers({"DOCKER_HOST": address})
    assert caught.value.status == 3


def test_without_an_engine_there_is_none_to_lose():
    ensure_engine_answers({})
