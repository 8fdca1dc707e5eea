"""One step of the strategy explorer as HTML: told by words and signs, not by colour alone."""

from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

_FROM_THE_TOP = ("reports", "engine", "store")
_NAMES = {"reports": "Report service", "engine": "Scan engine", "store": "Signature store"}
_SIGNS = {"real": "■ real", "stub": "▢ stub", "driver": "▽ driver", "not yet": "· not yet"}


class Outcome(Protocol):
    """What came of one step."""

    @property
    def step(self) -> Any:
        """The step: its title, its real components and seams, and what stands in for others."""

    @property
    def passed(self) -> int:
        """How many of its tests passed."""

    @property
    def failed(self) -> str:
        """The first test that failed and why, empty when all passed."""

    @property
    def suspects(self) -> tuple[str, ...]:
        """Where to look when it is red."""

    @property
    def is_red(self) -> bool:
        """Whether a test failed."""


def now_html(seen: Sequence[Outcome], planned: int) -> str:
    """The sentence on the step that was reached; read out when it changes."""
    last = seen[-1]
    where = f"Step {len(seen)} of {planned}"
    if last.is_red:
        count = len(last.suspects)
        said = f"✘ red. <b>{count} suspect{'s' * (count != 1)}</b>: {', '.join(last.suspects)}"
        said += ". Mend it before more joins" if len(seen) < planned else ""
    else:
        end = "; all steps are done" if len(seen) == planned else ""
        said = f"✔ green, nothing shows{end}"
    return f'<span role="status">{where}: {said}.</span>'


def parts_html(outcome: Outcome) -> str:
    """The three components from the top, what is at each place, and the seams between them."""
    suspects = set(outcome.suspects) if outcome.is_red else set()
    rows = []
    for at, part in enumerate(_FROM_THE_TOP):
        rows.append(_part(outcome, part, part in suspects))
        if at < len(_FROM_THE_TOP) - 1:
            seam = f"{_FROM_THE_TOP[at + 1]} ↔ {part}"
            rows.append(_seam(seam in outcome.step.seams, seam in suspects))
    items = "".join(rows)
    return f'<ul class="labkit-parts-now" aria-label="What is where at this step">{items}</ul>'


def steps_html(planned: Sequence[Any], seen: Sequence[Outcome]) -> str:
    """All steps of the strategy: done and how, the present one, and those to come."""
    items = []
    for number, step in enumerate(planned, start=1):
        if number > len(seen):
            items.append(f"<li>· {escape(step.title)}</li>")
        else:
            here = ' aria-current="step"' if number == len(seen) else ""
            items.append(f"<li{here}>{_result(seen[number - 1])}</li>")
    return f'<ol class="labkit-steps" aria-label="Steps of the strategy">{"".join(items)}</ol>'


def _part(outcome: Outcome, part: str, suspect: bool) -> str:
    state = outcome.step.stands_in(part)
    mark = ' <b class="labkit-suspect">? suspect</b>' if suspect else ""
    kind = state.replace(" ", "-")
    return f'<li class="labkit-{kind}"><span>{_NAMES[part]}</span> {_SIGNS[state]}{mark}</li>'


def _seam(joined: bool, suspect: bool) -> str:
    mark = ' <b class="labkit-suspect">? suspect</b>' if suspect else ""
    words = "real seam" if joined else "no real seam yet"
    return f'<li class="labkit-seam">{"↕" if joined else "┆"} {words}{mark}</li>'


def _result(outcome: Outcome) -> str:
    title = escape(outcome.step.title)
    if not outcome.is_red:
        return f"✔ {title}: {outcome.passed} tests passed"
    return f"✘ {title}: a test failed<br><code>{escape(outcome.failed)}</code>"
