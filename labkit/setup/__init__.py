"""Makes the environment that the lab runs in, and the commands that a newcomer meets first.

Standard library only: this package runs before anything is installed.
"""

from labkit.setup.clone import Clone, this_clone
from labkit.setup.entering import enter, enter_made
from labkit.setup.environment import ensure, ready

__all__ = ["Clone", "ensure", "enter", "enter_made", "ready", "this_clone"]
