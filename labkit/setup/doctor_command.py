"""``labkit doctor``: what is here, what is missing, and the one command that mends it."""

import json
from dataclasses import asdict

from labkit import engine
from labkit.arguments import Arguments
from labkit.setup import examination
from labkit.setup.clone import is_clone, this_clone
from labkit.setup.entering import enter_ready
from labkit.setup.examination import Finding


def main(args: list[str]) -> int:
    """Examine this machine and print the findings.

    Args:
        args: what follows ``labkit doctor``.

    Returns:
        0 when the lab can be used, 3 when something that it needs is missing.
    """
    parser = Arguments(prog="labkit doctor", description="What is here, what is missing.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args(args).json
    if is_clone():
        enter_ready(this_clone(), ["doctor", *args])
    findings = examination.examine()
    print(_as_json(findings) if as_json else _as_text(findings))
    return 0 if _ready(findings) else 3


def _ready(findings: list[Finding]) -> bool:
    return all(finding.present or not finding.required for finding in findings)


def _as_json(findings: list[Finding]) -> str:
    return json.dumps(
        {
            "ready": _ready(findings),
            "findings": [finding.as_dict() for finding in findings],
            "servers": [asdict(server) for server in engine.installed()],
        },
        indent=2,
    )


def _as_text(findings: list[Finding]) -> str:
    lines = [_line(finding) for finding in findings]
    commands = dict.fromkeys(f.mend for f in findings if f.required and not f.present)
    verdict = ["Ready."] if _ready(findings) else [f"To mend it, run: {c}" for c in commands]
    return "\n".join([*lines, *verdict])


def _line(finding: Finding) -> str:
    mark = "ok" if finding.present else ("MISSING" if finding.required else "not here")
    advice = f" ({finding.mend})" if finding.mend and not finding.present else ""
    return f"{finding.name:<12} {mark:<9} {finding.detail}{advice}"
