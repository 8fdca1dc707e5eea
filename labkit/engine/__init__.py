"""A container engine for machines with and without Docker.

``connect`` finds Docker or Podman, or starts an engine of our own that speaks the same API and runs
real servers as local processes, so that testcontainers and docker-py work unmodified.
"""

from labkit.engine.connection import Engine, connect, external, quickest, use
from labkit.engine.servers import installed
from labkit.engine.servers.binaries import Installed

__all__ = ["Engine", "Installed", "connect", "external", "installed", "quickest", "use"]
