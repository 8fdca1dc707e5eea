"""What `labkit doctor` says of the container engine."""

import pytest

from labkit import engine
from labkit.setup.examination import examine

DOCKER = engine.Engine("docker", {"DOCKER_HOST": "unix:///docker.sock"})


@pytest.mark.parametrize(
    ("asked", "there", "said"),
    [
        ("", None, "embedded; no Docker or Podman is used"),
        ("embedded", DOCKER, "embedded; no Docker or Podman is used"),
        ("", DOCKER, "docker at unix:///docker.sock; embedded for checks"),
        ("docker", DOCKER, "docker at unix:///docker.sock"),
    ],
)
def test_doctor_names_the_engine_that_would_be_used(
    monkeypatch: pytest.MonkeyPatch, asked: str, there: engine.Engine | None, said: str
) -> None:
    monkeypatch.setenv("LABKIT_ENGINE", asked)
    monkeypatch.setattr(engine, "external", lambda: there)
    [finding] = [each for each in examine() if each.name == "engine"]
    assert finding.detail == said
