"""The report service: the highest of the scanner's components."""

from typing import Any, Protocol

from labkit.systems.scanner.engine import ScanFailed

Report = dict[str, Any]


class Engine(Protocol):
    """What the report service needs from below: a scan engine, or a stand-in for one."""

    def scan(self, content: bytes) -> list[dict[str, Any]]:
        """What is in the content; see ``ScanEngine.scan``."""


class ReportService:
    """Tells a person what a scan found.

    It leaves open: the words of the summary, the order of the threats, what else a report holds.

    Args:
        engine: what scans.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def report(self, file: str, content: bytes) -> Report:
        """Scan a file and say what came of it.

        Args:
            file: the file's name, for the report.
            content: the file, byte by byte.

        Returns:
            ``{"file": ..., "verdict": ..., "threats": [names], "summary": a sentence}``, ready
            for JSON. The verdict is "infected" when something of high severity was found,
            "suspicious" when there was only something of low severity, "clean" when there was
            nothing, and "not scanned" when the scan failed: the signatures are missing, damaged,
            or in a format that the engine does not know. ``ScanFailed`` does not come out.
        """
        try:
            detections = self._engine.scan(content)
        except ScanFailed as error:
            return _answer(file, "not scanned", [], f"was not scanned: {error}")
        names = [each["name"] for each in detections]
        if not names:
            return _answer(file, "clean", [], "is clean")
        severe = any(each.get("severity") == "high" for each in detections)
        verdict = "infected" if severe else "suspicious"
        return _answer(file, verdict, names, f"is {verdict}: {', '.join(names)}")


def _answer(file: str, verdict: str, threats: list[str], said: str) -> Report:
    return {"file": file, "verdict": verdict, "threats": threats, "summary": f"{file} {said}."}
