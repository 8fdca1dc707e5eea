"""Named networks: kept as names, since processes of one machine all reach its loopback."""

from typing import Any

from labkit.engine.api.routing import ApiError, Call, Reply, route
from labkit.engine.fleet import Network
from labkit.engine.ports import LOOPBACK


def _describe(network: Network) -> dict[str, Any]:
    return {
        "Id": network.id,
        "Name": network.name,
        "Driver": "loopback",
        "Scope": "local",
        "Labels": network.labels,
        "Containers": {},
        "IPAM": {"Driver": "default", "Config": [{"Subnet": "127.0.0.0/8", "Gateway": LOOPBACK}]},
    }


def _find(call: Call) -> Network:
    reference = call.names["id"]
    for network in call.supervisor.fleet.networks.values():
        if reference in (network.id, network.name):
            return network
    raise ApiError(404, f"network {reference} not found")


def _list(call: Call) -> Reply:
    return Reply(json=[_describe(each) for each in call.supervisor.fleet.networks.values()])


def _create(call: Call) -> Reply:
    name = str(call.json.get("Name"))
    networks = call.supervisor.fleet.networks
    if name in networks:
        raise ApiError(409, f"network with name {name} already exists")
    networks[name] = Network(name, call.json.get("Labels") or {})
    return Reply(201, {"Id": networks[name].id, "Warning": ""})


def _inspect(call: Call) -> Reply:
    return Reply(json=_describe(_find(call)))


def _remove(call: Call) -> Reply:
    del call.supervisor.fleet.networks[_find(call).name]
    return Reply(204)


def _join(call: Call) -> Reply:
    _find(call)
    return Reply(200)


ROUTES = [
    route("GET", "/networks", _list),
    route("POST", "/networks/create", _create),
    route("GET", "/networks/{id}", _inspect),
    route("DELETE", "/networks/{id}", _remove),
    route("POST", "/networks/{id}/connect", _join),
    route("POST", "/networks/{id}/disconnect", _join),
]
