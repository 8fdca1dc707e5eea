"""Reads pytest's JUnit report of a notebook: a test case is a cell."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Results:
    """How many cells passed, and one text for each that did not."""

    passed: int
    problems: tuple[str, ...]


def read_results(report: Path) -> Results:
    """Count the cells that passed; a cell skipped on purpose counts as neither."""
    passed = 0
    problems = []
    for case in ElementTree.parse(report).iter("testcase"):
        trouble = case.find("failure")
        if trouble is None:
            trouble = case.find("error")
        skipped = case.find("skipped")
        if trouble is not None:
            problems.append(f"code {case.get('name', 'cell').lower()}: {_plain(trouble)}")
        elif skipped is not None and skipped.get("type") == "pytest.xfail":
            problems.append(f"code {case.get('name', 'cell').lower()}: not reached.")
        elif skipped is None:
            passed += 1
    return Results(passed, tuple(problems))


def _plain(trouble: ElementTree.Element) -> str:
    """What nbval reports, without its colours and without the cell's source."""
    text = re.sub(r"(\x1b|#x1B)\[[0-9;]*m", "", trouble.text or trouble.get("message") or "")
    headline = re.search(r"^Cell \d+: (.+)$", text, flags=re.MULTILINE)
    detail = text.partition("Traceback:\n")[2].strip()
    return "\n".join(filter(None, [headline[1] if headline else text.strip(), detail]))
