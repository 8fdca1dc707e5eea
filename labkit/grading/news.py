"""The first bad news of a check, told while the rest still runs."""

from labkit.grading.plan import Task
from labkit.grading.verdict import PASSED, SKIPPED, Run


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
