"""``LABKIT_ENGINE`` decides which engine is used, and is refused in a sentence where it cannot."""

import pytest

from labkit.engine import connection
from labkit.errors import LabError, MachineLacks


def test_docker_is_refused_where_none_answers(monkeypatch, tmp_path):
    monkeypatch.setenv("LABKIT_ENGINE", "docker")
    monkeypatch.setattr(connection, "_candidates", lambda: [f"unix://{tmp_path}/docker.sock"])
    with pytest.raises(MachineLacks, match="LABKIT_ENGINE=docker asks for Docker or Podman"):
        connection.connect()


def test_an_unknown_choice_is_refused_with_those_that_there_are(monkeypatch):
    monkeypatch.setenv("LABKIT_ENGINE", "dokcer")
    with pytest.raises(LabError, match="LABKIT_ENGINE=dokcer: the choices are auto, docker, emb"):
        connection.connect()
