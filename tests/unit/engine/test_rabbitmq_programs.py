"""A RabbitMQ's folder: is it whole, which version, and what of it a broker needs."""

from pathlib import Path

import pytest

from labkit.engine.servers import rabbitmq_programs
from labkit.engine.servers.rabbitmq_programs import Broker, needed_applications

APPLICATIONS = {
    "rabbit-3.10.8": ["kernel", "rabbit_common", "ra"],
    "rabbit_common-3.10.8": ["stdlib", "recon"],
    "ra-2.2.0": ["aten"],
    "aten-0.5.8": [],
    "recon-2.5.2": [],
    "rabbitmq_shovel-3.10.8": ["rabbit", "amqp_client"],
    "amqp_client-3.10.8": ["rabbit_common"],
    "rabbitmq_top-3.10.8": ["rabbit"],
}


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broker:
    """A small installation that looks like RabbitMQ's."""
    for folder, needs in APPLICATIONS.items():
        name = folder.rsplit("-", 1)[0]
        ebin = tmp_path / "rabbitmq/plugins" / folder / "ebin"
        ebin.mkdir(parents=True)
        listed = ",\n ".join(needs)
        (ebin / f"{name}.app").write_text(f"{{application,{name},[{{ applications,[{listed}]}}]}}.")
    (tmp_path / "rabbitmq/escript").mkdir()
    (tmp_path / "rabbitmq/escript/rabbitmqctl").touch()
    (tmp_path / "erlang/erts-13.1.5/bin").mkdir(parents=True)
    monkeypatch.setattr(rabbitmq_programs.account, "can_reach", lambda _: True)
    return Broker(tmp_path / "rabbitmq", tmp_path / "erlang")


def names(folders: list[Path]) -> set[str]:
    return {folder.name.rsplit("-", 1)[0] for folder in folders}


def test_the_version_is_the_brokers_and_not_a_plugins(broker: Broker) -> None:
    assert broker.version == "3.10.8"
    assert broker.runs()


def test_a_broker_needs_what_its_applications_need_in_turn(broker: Broker) -> None:
    wanted = {"rabbit", "rabbit_common", "ra", "aten", "recon"}
    assert names(needed_applications(broker, "rabbit")) == wanted


def test_a_plugin_brings_its_own_applications(broker: Broker) -> None:
    found = names(needed_applications(broker, "rabbit", "rabbitmq_shovel"))
    assert {"rabbitmq_shovel", "amqp_client"} <= found
    assert "rabbitmq_top" not in found


@pytest.mark.parametrize("part", ["escript/rabbitmqctl", "plugins/rabbit-3.10.8/ebin/rabbit.app"])
def test_a_broker_without_a_part_of_it_is_not_taken(broker: Broker, part: str) -> None:
    (broker.home / part).unlink()
    if part.startswith("plugins"):
        (broker.home / "plugins/rabbit-3.10.8/ebin").rmdir()
        (broker.home / "plugins/rabbit-3.10.8").rmdir()
    assert not broker.runs()


def test_a_broker_without_erlang_is_not_taken(broker: Broker, tmp_path: Path) -> None:
    assert not Broker(broker.home, tmp_path / "nowhere").runs()
