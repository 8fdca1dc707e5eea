"""Runs as a test, on a scanner with a mistake, and prints what it saw as JSON."""

import json

from labkit.systems.scanner import ReportService, ScanEngine, SignatureStore

STEPS = ()
SEEN = []
PATTERNS = {"Worm": b"WORM", "Adware": b"BUY"}


def note(place, said):
    SEEN.append([place, said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)])


class Tap:
    """Sits at a seam, hands everything through, and writes it down."""

    def __init__(self, below, place):
        self._below, self._place = below, place

    def feed(self):
        return self._told(self._below.feed)

    def scan(self, content):
        return self._told(lambda: self._below.scan(content))

    def _told(self, ask):
        try:
            answer = ask()
        except Exception as error:
            note(self._place, f"raises {type(error).__name__}")
            raise
        note(self._place, answer)
        return answer


def test_record(tmp_path):
    path = tmp_path / "signatures.json"
    store = SignatureStore(path)
    engine = ScanEngine(Tap(SignatureStore(path), "store → engine: really"))
    reports = ReportService(Tap(engine, "engine → report: really"))
    for step in STEPS:
        act(step.split(), store, path, reports)
    print(json.dumps(SEEN))


def act(step, store, path, reports):
    if step[0] == "damage":
        path.write_text("half a fi")
        note("happens", "the file of signatures is cut off")
    elif step[0] == "add":
        store.add(step[1], PATTERNS[step[1]], step[2])
        names = [each["name"] for each in SignatureStore(path).feed()["signatures"]]
        note("happens", f"the store is given {step[1]}, severity {step[2]}; it has {names}")
    else:
        note("happens", f"a file with {step[1]} in it is scanned")
        report(reports, PATTERNS[step[1]])


def report(reports, content):
    try:
        note("report → person", reports.report("a.exe", content)["verdict"])
    except Exception as error:
        note("report → person", f"a traceback: {type(error).__name__}")
