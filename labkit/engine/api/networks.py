"""Named networks: kept as names, since processes of one machine all reach its loopback."""

import json
from typing import Any

from labkit.engine.api.routing import ApiError, Call, Reply, route
from labkit.engine.container import Container
from labkit.engine.fleet import InUse, Network, NotFound
from labkit.engine.ports import LOOPBACK


def _describe(call: Call, network: Network) -> dict[str, Any]:
    members = call.supervisor.fleet.members(network)
    return {
        "Id": network.id,
        "Name": network.name,
        "Driver": "loopback",
        "Scope": "local",
        "Labels": network.labels,
        "Containers": {each.id: _endpoint(each) for each in members},
        "IPAM": {"Driver": "default", "Config": [{"Subnet": "127.0.0.0/8", "Gateway": LOOPBACK}]},
    }


def _endpoint(container: Container) -> dict[str, str]:
    return {"Name": container.configuration.name, "IPv4Address": f"{LOOPBACK}/8"}


def _find(call: Call) -> Network:
    try:
        return call.supervisor.fleet.network(call.names["id"])
    except NotFound as missing:
        raise ApiError(404, str(missing)) from missing


def _list(call: Call) -> Reply:
    wanted = json.loads(call.query.get("filters") or "{}")
    networks = list(call.supervisor.fleet.networks.values())
    return Reply(json=[_describe(call, each) for each in networks if _chosen(each, wanted)])


def _chosen(network: Network, wanted: dict[str, Any]) -> bool:
    """Whether a network has one of the names and one of the ids that are asked for, if any are."""
    names, ids = list(wanted.get("name") or []), list(wanted.get("id") or [])
    return (not names or any(name in network.name for name in names)) and (
        not ids or any(network.id.startswith(each) for each in ids)
    )


def _create(call: Call) -> Reply:
    name = str(call.json.get("Name"))
    networks = call.supervisor.fleet.networks
    if name in networks:
        raise ApiError(409, f"network with name {name} already exists")
    networks[name] = Network(name, call.json.get("Labels") or {})
    return Reply(201, {"Id": networks[name].id, "Warning": ""})


def _inspect(call: Call) -> Reply:
    return Reply(json=_describe(call, _find(call)))


def _remove(call: Call) -> Reply:
    try:
        call.supervisor.fleet.remove_network(_find(call))
    except InUse as in_use:
        raise ApiError(403, str(in_use)) from in_use
    return Reply(204)


def _connect(call: Call) -> Reply:
    network, container = _find(call), _named_container(call)
    if network.name in container.networks:
        name = container.configuration.name
        problem = f"endpoint with name {name} already exists in network {network.name}"
        raise ApiError(403, problem)
    aliases = (call.json.get("EndpointConfig") or {}).get("Aliases") or []
    container.networks[network.name] = list(aliases)
    return Reply(200)


def _disconnect(call: Call) -> Reply:
    network, container = _find(call), _named_container(call)
    if container.networks.pop(network.name, None) is None:
        problem = f"container {container.id} is not connected to network {network.name}"
        raise ApiError(403, problem)
    return Reply(200)


def _named_container(call: Call) -> Container:
    try:
        return call.supervisor.fleet.find(str(call.json.get("Container")))
    except NotFound as missing:
        raise ApiError(404, str(missing)) from missing


ROUTES = [
    route("GET", "/networks", _list),
    route("POST", "/networks/create", _create),
    route("GET", "/networks/{id}", _inspect),
    route("DELETE", "/networks/{id}", _remove),
    route("POST", "/networks/{id}/connect", _connect),
    route("POST", "/networks/{id}/disconnect", _disconnect),
]
