"""A report as HTML for a notebook: readable in light and dark themes, and without colours."""

from html import escape
from math import floor

from labkit.grading.report import Report, VariantResult
from labkit.grading.sandbox import SAID
from labkit.grading.scoring import PartMark

_STYLE = """<style>
.labkit-report{font-family:var(--jp-ui-font-family,sans-serif);
 color:var(--jp-ui-font-color1,inherit);line-height:1.4}
.labkit-report table{border-collapse:collapse;margin:.6em 0}
.labkit-report caption{text-align:left;font-weight:600;padding:.2em 0}
.labkit-report th,.labkit-report td{text-align:left;vertical-align:top;padding:.25em .8em .25em 0;
 border-bottom:1px solid var(--jp-border-color2,#8884)}
.labkit-report th{font-weight:600}.labkit-report .labkit-marks{font-size:1.3em;font-weight:600}
.labkit-report code{font-family:var(--jp-code-font-family,monospace);background:none}
</style>"""

_STATES = {
    ("bug", True): "✔ caught",
    ("bug", False): "✘ got away",
    ("correct", True): "✔ accepted",
    ("correct", False): "✘ refused",
}


def as_html(report: Report) -> str:
    """The report as one self-contained section."""
    body = "".join(
        [
            _heading(report),
            _messages(report),
            _marks(report),
            _decided(report),
            _bugs(report),
            _correct(report),
            _isolation(report),
        ]
    )
    return (
        f'{_STYLE}<section class="labkit-report" aria-label="Result of {escape(report.exercise)}">'
        f"{body}</section>"
    )


def _heading(report: Report) -> str:
    sign = "✔ full marks" if report.full_marks else "○ not full marks yet"
    marks = f"{report.points} of {report.max_points} points"
    return f'<p class="labkit-marks" role="status">{marks} <span>({sign})</span></p>'


def _messages(report: Report) -> str:
    items = "".join(f"<li>{escape(message)}</li>" for message in report.messages)
    return f"<ul>{items}</ul>" if items else ""


def _isolation(report: Report) -> str:
    return f"<p>{escape(SAID[report.isolation])}</p>" if report.isolation else ""


def _marks(report: Report) -> str:
    rows = [
        f'<tr><th scope="row">{escape(mark.name)}</th>'
        f"<td>{floor(mark.points)} of {mark.max_points}{_note(report, mark)}</td></tr>"
        for mark in report.parts
    ]
    return _table("Points by part", ("Part", "Points"), rows)


def _note(report: Report, mark: PartMark) -> str:
    said = report.note(mark)
    return f" ({escape(said)})" if said else ""


def _decided(report: Report) -> str:
    rows = [_row("✔ right", (escape(name), escape(why))) for name, why in report.decided.right]
    heads = ("Result", "Question", "Why it holds")
    return _table(f"Decisions: {report.decided.count}", heads, rows) if rows else ""


def _bugs(report: Report) -> str:
    bugs = (*report.uncaught, *report.caught)
    heads = ("Result", "What a user would report", "Part", "Caught by, or read again")
    return _table("Seeded bugs", heads, [_bug(bug) for bug in bugs]) if bugs else ""


def _bug(bug: VariantResult) -> str:
    how = {"timeout": " (the suite hung)", "error": " (the suite crashed)"}.get(bug.verdict, "")
    state = _STATES["bug", bug.is_well] + how
    cells = (escape(bug.symptom), escape(bug.part), _codes(bug) if bug.is_well else _then(bug))
    return _row(state, cells)


def _then(bug: VariantResult) -> str:
    """What to do about a bug that got away."""
    if not bug.doubted:
        return f"Lesson: {escape(bug.section)}"
    return f"<code>{escape(bug.doubted[0])}</code> would, and does not count yet: see above"


def _correct(report: Report) -> str:
    rows = [
        _row(_STATES["correct", v.is_well], (escape(v.symptom), _codes(v)))
        for v in report.variants
        if v.kind == "correct"
    ]
    heads = ("Result", "What it is free to do", "Refused by")
    return _table("Correct systems, which a fair suite accepts", heads, rows) if rows else ""


def _row(head: str, cells: tuple[str, ...]) -> str:
    data = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{head}</th>{data}</tr>'


def _codes(variant: VariantResult) -> str:
    names = [f"<code>{escape(name)}</code>" for name in variant.first]
    return ", ".join([*names, "and more"] if variant.more else names)


def _table(caption: str, heads: tuple[str, ...], rows: list[str]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
