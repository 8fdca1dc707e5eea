"""A proxy between a system and its server that makes the network bad on purpose.

``FaultProxy`` stands in front of any TCP server, whatever runs it, and delays, stalls, cuts, resets
or refuses. ``labkit.faults.fixtures`` offers it to pytest.
"""

from labkit.faults.fault import Direction, Fault
from labkit.faults.proxy import FaultProxy

__all__ = ["Direction", "Fault", "FaultProxy"]
