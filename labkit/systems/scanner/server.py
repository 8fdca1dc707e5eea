"""The scanner as a service: ``POST /reports/NAME`` with a file as its body."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from labkit.systems.scanner.engine import ScanEngine
from labkit.systems.scanner.reports import ReportService
from labkit.systems.scanner.signatures import SignatureStore

_PREFIX = "/reports/"


class ScannerServer(ThreadingHTTPServer):
    """Answers on a free port of this machine.

    Args:
        signatures: the file of the signature store.
    """

    def __init__(self, signatures: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reports = ReportService(ScanEngine(SignatureStore(signatures)))

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: ScannerServer

    def do_POST(self) -> None:
        """Report on the file that was sent."""
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.path.startswith(_PREFIX):
            return self._send(404, {"error": f"Send a file to {_PREFIX}NAME."})
        file = unquote(self.path.removeprefix(_PREFIX))
        report = self.server.reports.report(file, content)
        return self._send(503 if report["verdict"] == "not scanned" else 200, report)

    def _send(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: what it is asked is nobody's business."""
