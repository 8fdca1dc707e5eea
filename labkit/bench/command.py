"""Runs all measurements and prints them as they come."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator

from labkit.bench import checks, first_query, footprint, messaging
from labkit.bench.rows import Row, seconds, table


def main(arguments: list[str]) -> int:
    """Measure everything that the README claims.

    Args:
        arguments: ``--json`` prints the rows as data; ``--only WORD`` measures rows of that kind.
    """
    parser = argparse.ArgumentParser(prog="labkit bench", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=["servers", "checks", "notebooks", "footprint"])
    options = parser.parse_args(arguments)
    rows = []
    for row in _rows(options.only):
        rows.append(row)
        print(f"measured: {row.name}", file=sys.stderr)
    if options.json:
        print(json.dumps([row.as_dict() for row in rows], indent=2))
    else:
        print(table(rows))
    return 0


def _rows(only: str | None) -> Iterator[Row]:
    if only in (None, "footprint"):
        yield from footprint.rows()
    if only in (None, "servers"):
        yield from first_query.rows()
        yield from messaging.rows()
    if only in (None, "checks"):
        yield from checks.rows(["databases", "contracts", "apis", "queues", "challenge"])
    if only in (None, "notebooks"):
        command = [sys.executable, "-m", "labkit", "validate"]
        taken = seconds(lambda: subprocess.run(command, capture_output=True, check=True))
        yield Row("labkit validate", taken)
