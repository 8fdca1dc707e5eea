"""The scanner: does a file contain malware? Three components, one on top of the other.

The signature store knows what malware looks like, the scan engine looks for it in a file, and the
report service tells a person what was found. ``python -m labkit.systems.scanner`` serves reports
over HTTP.
"""

from labkit.systems.scanner.engine import ScanEngine, ScanFailed
from labkit.systems.scanner.reports import ReportService
from labkit.systems.scanner.signatures import SignatureStore, SignaturesUnavailable

__all__ = ["ReportService", "ScanEngine", "ScanFailed", "SignatureStore", "SignaturesUnavailable"]
