"""``labkit hint EXERCISE [NUMBER]``: hints for what got away in the last ``labkit check``."""

from labkit import rubrics
from labkit.arguments import Arguments
from labkit.errors import LabError
from labkit.grading import hints
from labkit.grading.report import Report
from labkit.remembered import Remembered

_GOT_AWAY = Remembered("got_away.json")
_BUGS = "bugs"


def keep(report: Report) -> None:
    """Remember which bugs got away in a check."""
    _GOT_AWAY.keep(report.exercise, _BUGS, " ".join(bug.id for bug in report.uncaught))


def main(args: list[str]) -> int:
    """List what got away, or open the next hint for one of these bugs.

    Args:
        args: the command's arguments, without its name.

    Raises:
        LabError: for unusable arguments, and when no check is known.
    """
    parser = Arguments(prog="labkit hint", description="Hints, one step at a time.")
    parser.add_argument("exercise", metavar="EXERCISE", help="for example: challenge")
    parser.add_argument("number", metavar="NUMBER", nargs="?", type=int, help="of the bug")
    asked = parser.parse_args(args)
    bugs = _remembered(rubrics.load(asked.exercise))
    if asked.number is None:
        print(_listed(asked.exercise, bugs), end="")
        return 0
    if asked.number not in range(1, len(bugs) + 1):
        raise LabError(
            f"There is no bug {asked.number}; `labkit hint {asked.exercise}` lists those that got"
            " away in the last check."
        )
    bug = bugs[asked.number - 1]
    text = hints.next_hint(asked.exercise, bug.id)
    step = hints.opened(asked.exercise, bug.id)
    print(f"{bug.symptom}\n\nHint {max(1, step)} of {hints.STEPS}: {text}")
    return 0


def _remembered(rubric: rubrics.Rubric) -> list[rubrics.Bug]:
    ids = _GOT_AWAY.get(rubric.name, _BUGS)
    if not isinstance(ids, str):
        raise LabError(
            f"No bug of {rubric.name} has got away yet: run `labkit check {rubric.name}` first,"
            " with a suite that passes on the system as it is."
        )
    return [bug for bug in rubric.bugs if bug.id in ids.split()]


def _listed(exercise: str, bugs: list[rubrics.Bug]) -> str:
    if not bugs:
        return f"Nothing got away in the last check of {exercise}.\n"
    lines = [f"Got away in the last check of {exercise}:"]
    for number, bug in enumerate(bugs, start=1):
        opened = hints.opened(exercise, bug.id)
        lines.append(f"  {number:>2}  {bug.symptom} ({opened} of {hints.STEPS} hints opened)")
    return "\n".join([*lines, f"The next hint for the first: labkit hint {exercise} 1", ""])
