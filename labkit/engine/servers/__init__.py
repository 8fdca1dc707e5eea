"""The real servers that containers run: how an image name becomes a process.

A module per server. Each knows where its programs are (``installed``), what its official image
promises (environment, folders, log lines) and how to make that true with a local process.
"""

from labkit.engine.servers.images import Image, UnknownImage, installed, resolve

__all__ = ["Image", "UnknownImage", "installed", "resolve"]
