"""A report as plain text, the same each time."""

from math import floor

from labkit.grading.report import Report, VariantResult
from labkit.grading.sandbox import SAID


def as_text(report: Report) -> str:
    """The report for a terminal; no durations, so that a stored output reproduces."""
    lines = [f"{report.exercise}: {report.points} of {report.max_points} points", ""]
    width = max(len(mark.name) for mark in report.parts)
    for mark in report.parts:
        note = f" ({said})" if (said := report.note(mark)) else ""
        points = f"{floor(mark.points):>3} of {mark.max_points}"
        lines.append(f"  {mark.name:<{width}}  {points}{note}")
    if report.decided.asked:
        lines += ["", *_decided(report)]
    if report.variants:
        lines += ["", *_caught(report), *_uncaught(report)]
    if report.messages:
        lines += ["", "To read:", *(f"  - {message}" for message in report.messages)]
    if report.isolation:
        lines += ["", SAID[report.isolation]]
    return "\n".join(lines) + "\n"


def _decided(report: Report) -> list[str]:
    right = [f"  + {name}: {why}" for name, why in report.decided.right]
    return [f"Decided: {report.decided.count}", *right]


def _caught(report: Report) -> list[str]:
    if not report.caught:
        return ["Caught: none of the bugs yet"]
    total = len(report.caught) + len(report.uncaught)
    return [f"Caught: {len(report.caught)} of {total} bugs", *map(_line, report.caught)]


def _uncaught(report: Report) -> list[str]:
    if not report.uncaught:
        return []
    return ["", "Got away:", *map(_line, report.uncaught)]


def _line(variant: VariantResult) -> str:
    if variant.is_well:
        more = ", and more" if variant.more else ""
        return f"  + {variant.symptom}\n      caught by {', '.join(variant.first)}{more}"
    what = {"timeout": "; the suite hung", "error": "; the suite crashed"}.get(variant.verdict, "")
    then = f"read again: {variant.section}"
    if variant.doubted:
        then = f"{variant.doubted[0]} would catch it, and does not count yet: see To read"
    return f"  - {variant.symptom}\n      {then}{what}"
