"""A report in the Check panel: marks first, then what got away; what is well is folded away."""

from html import escape
from typing import Any

from labkit.grading.notes import note

_SHOWN_TESTS = 2
_HOW = {"timeout": "the suite hung", "error": "the suite crashed"}


def marks_html(result: dict[str, Any]) -> str:
    """The marks and the messages of a report.

    Args:
        result: the report as data, as ``labkit check --json`` prints it.
    """
    full = result["points"] == result["max_points"]
    sign = "✔ full marks" if full else "○ not full marks yet"
    points = f"<b>{result['points']}</b> of {result['max_points']} points"
    parts = "".join(_part(part, _note(part, result)) for part in result["parts"])
    return (
        f'<p class="labkit-points">{points} <span>{sign}</span></p>'
        f'<ul class="labkit-parts" aria-label="Points by part">{parts}</ul>'
        f"{_messages(result['messages'])}"
    )


def away_html(result: dict[str, Any]) -> str:
    """The bugs that got away, as a table; empty when there are none."""
    bugs = [v for v in result["variants"] if v["kind"] == "bug" and v["verdict"] != "failed"]
    rows = "".join(
        f'<tr><th scope="row" class="labkit-failed">✘ got away</th><td>{_symptom(bug)}</td>'
        f"<td>{escape(bug['part'])}</td></tr>"
        for bug in bugs
    )
    heads = ("Result", "What a user would report", "Part")
    return _table("Bugs that got away", heads, rows) if rows else ""


def well_html(result: dict[str, Any]) -> str:
    """What the suite did right, folded; and correct systems that it refused, unfolded."""
    caught = [v for v in result["variants"] if v["kind"] == "bug" and v["verdict"] == "failed"]
    correct = [v for v in result["variants"] if v["kind"] == "correct"]
    return _caught(caught) + _correct(correct)


def _note(part: dict[str, Any], result: dict[str, Any]) -> str:
    valid, isolated = bool(result.get("valid")), bool(result.get("isolated"))
    marks = (part["name"], part["points"], part["max_points"])
    said = note(*marks, valid=valid, isolated=isolated)
    return f"<small>{escape(said)}</small>" if said else ""


def _part(part: dict[str, Any], note: str) -> str:
    share = 100 * part["points"] // part["max_points"] if part["max_points"] else 0
    sign = "✔" if share == 100 else "○"
    bar = f'<span class="labkit-bar"><span style="width:{share}%"></span></span>'
    words = f"{part['points']} of {part['max_points']}"
    return f"<li><span>{sign} {escape(part['name'])}</span>{bar}<span>{words}</span>{note}</li>"


def _messages(messages: list[str]) -> str:
    items = "".join(f"<li>{escape(message)}</li>" for message in messages)
    return f'<ul class="labkit-messages">{items}</ul>' if items else ""


def _symptom(bug: dict[str, Any]) -> str:
    how = f" ({_HOW[bug['verdict']]})" if bug["verdict"] in _HOW else ""
    return escape(bug["symptom"]) + how


def _caught(bugs: list[dict[str, Any]]) -> str:
    rows = "".join(
        f'<tr><th scope="row" class="labkit-passed">✔ caught</th><td>{escape(bug["symptom"])}</td>'
        f"<td>{_tests(bug['tests'])}</td></tr>"
        for bug in bugs
    )
    heads = ("Result", "What a user would report", "Caught by")
    noun = "bug" if len(bugs) == 1 else "bugs"
    return _folded(f"{len(bugs)} {noun} caught", _table("", heads, rows)) if rows else ""


def _correct(variants: list[dict[str, Any]]) -> str:
    refused = [v for v in variants if v["verdict"] != "passed"]
    rows = "".join(map(_correct_row, variants))
    heads = ("Result", "What it is free to do", "Refused by")
    table = _table("", heads if refused else heads[:2], rows)
    said = f"{len(variants) - len(refused)} of {len(variants)} correct systems accepted"
    return _folded(said, table, is_open=bool(refused)) if rows else ""


def _correct_row(variant: dict[str, Any]) -> str:
    accepted = variant["verdict"] == "passed"
    kind, words = ("passed", "✔ accepted") if accepted else ("failed", "✘ refused")
    tests = "" if accepted else f"<td>{_tests(variant['tests'])}</td>"
    head = f'<th scope="row" class="labkit-{kind}">{words}</th>'
    return f"<tr>{head}<td>{escape(variant['symptom'])}</td>{tests}</tr>"


def _tests(names: list[str]) -> str:
    shown = "<br>".join(f"<code>{escape(name)}</code>" for name in names[:_SHOWN_TESTS])
    more = len(names) - _SHOWN_TESTS
    return f"{shown}<br>and {more} more" if more > 0 else shown


def _folded(title: str, html: str, *, is_open: bool = False) -> str:
    return f"<details{' open' if is_open else ''}><summary>{title}</summary>{html}</details>"


def _table(caption: str, heads: tuple[str, ...], rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    title = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
