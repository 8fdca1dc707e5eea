"""The lesson on contracts: what its cells call."""

from labkit.lessons.contracts.delivery import Delivery
from labkit.lessons.contracts.interactions import CONTRACT

__all__ = ["CONTRACT", "Delivery"]
