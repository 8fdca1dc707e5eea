"""What there is to tell of a check while it still runs: the first bad news, and why it is slow."""

from labkit.grading.plan import Task
from labkit.grading.verdict import PASSED, SKIPPED, Run

_LONG_SECONDS = 10.0


def bad_news(task: Task, run: Run) -> str:
    """What is wrong when a suite refuses a correct system, in a sentence; empty when all is well.

    Args:
        task: what was run; a bug is there to be refused.
        run: what came of it.
    """
    if task.about != "correct" or run.verdict == PASSED:
        return ""
    red = next((o for o in run.outcomes if o.verdict not in (PASSED, SKIPPED)), None)
    if red is None:
        return f"The suite does not work on a correct system: {run.reason.rstrip('.')}."
    where = f" (line {red.line})" if red.line else ""
    return f"{red.test} does not accept a correct system{where}: {red.cause.rstrip('.')}."


def takes_long(run: Run) -> str:
    """Why a check takes minutes, where the suite is the reason; mostly nothing."""
    if run.seconds < _LONG_SECONDS:
        return ""
    return f"One run of the suite takes {run.seconds:.0f} s, and a check makes dozens of them."
