"""How long a cell may run on which engine."""

from labkit.authoring.patience import cell_seconds


def test_containers_of_docker_are_given_more_time():
    assert cell_seconds(None, "docker") == cell_seconds(None, "podman")
    assert cell_seconds(None, "docker") > 5 * cell_seconds(None, "embedded")


def test_what_is_asked_for_holds_on_every_engine():
    assert cell_seconds(7.0, "docker") == cell_seconds(7.0, "embedded") == 7.0
