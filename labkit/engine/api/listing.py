"""The filters of a list of containers, as Docker reads them."""

from collections.abc import Callable
from typing import Any

from labkit.engine.api.routing import ApiError
from labkit.engine.container import Container
from labkit.engine.servers import Image

Test = Callable[[Container, str], bool]


def chosen(container: Container, filters: dict[str, Any]) -> bool:
    """Whether a container passes every filter; one passes when any of its values does."""
    for name, values in filters.items():
        passes = all if name == "label" else any
        if not passes(_TESTS[name](container, str(value)) for value in values):
            return False
    return True


def known(filters: dict[str, Any]) -> dict[str, Any]:
    """Filters, checked.

    Raises:
        ApiError: 400 for a filter that does not exist.
    """
    for name in filters:
        if name not in _TESTS:
            raise ApiError(400, f"invalid filter '{name}'")
    return filters


def _has_label(container: Container, wanted: str) -> bool:
    labels = container.configuration.request.get("Labels") or {}
    name, equals, value = wanted.partition("=")
    return name in labels and (not equals or labels[name] == value)


def _is_of_image(container: Container, wanted: str) -> bool:
    image: Image = container.configuration.image
    return wanted in (image.name, image.name.partition(":")[0], image.id)


def _has_health(container: Container, wanted: str) -> bool:
    return wanted == (container.health.status if container.health else "none")


def _has_exited_with(container: Container, wanted: str) -> bool:
    return container.state.status == "exited" and str(container.state.exit_code) == wanted


_TESTS: dict[str, Test] = {
    "id": lambda container, wanted: container.id.startswith(wanted),
    "name": lambda container, wanted: wanted in f"/{container.configuration.name}",
    "status": lambda container, wanted: container.state.status == wanted,
    "network": lambda container, wanted: wanted in container.networks,
    "label": _has_label,
    "ancestor": _is_of_image,
    "health": _has_health,
    "exited": _has_exited_with,
}
