"""A stub: stands in for the scan engine, below the report service."""

from labkit.systems.scanner import ScanFailed


class StubEngine:
    """Finds what it was told to find; told nothing, it says that the scan failed."""

    def __init__(self, detections=None):
        self._detections = detections

    def scan(self, content):
        if self._detections is None:
            raise ScanFailed("the stub was told nothing")
        return self._detections
