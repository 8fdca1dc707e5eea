"""What is wrong with stored outputs in ways that nbval lets pass."""

from pathlib import Path

from labkit.authoring.notebook import Cell, is_code, outputs, read, source, tags

RAISES = "raises-exception"
# Written by IPython itself for a magic that it does not know, and by shells for a command.
_SILENT_ERRORS = ("UsageError:", "command not found", ": not found")


def stored_findings(path: Path) -> list[str]:
    """One sentence for each cell whose stored output cannot be proof of anything.

    Raises:
        LabError: when the file is not a notebook.
    """
    cells = list(enumerate(read(path)["cells"], start=1))
    code = [(number, cell) for number, cell in cells if is_code(cell) and source(cell).strip()]
    live = [(number, cell) for number, cell in code if "nbval-skip" not in tags(cell)]
    if live and all(cell.get("execution_count") is None for _, cell in live):
        return ["it was never executed: run `labkit build --execute` on it first."]
    return [f"cell {number}: {problem}" for number, cell in live if (problem := _problem(cell))]


def _problem(cell: Cell) -> str | None:
    error = any(output["output_type"] == "error" for output in outputs(cell))
    if cell.get("execution_count") is None and "nbval-ignore-output" not in tags(cell):
        return "it was never executed: run `labkit build --execute` on the notebook."
    if not _is_of_one_run(cell):
        return "its output has the number of another run: run `labkit build --execute` on it."
    if error and RAISES not in tags(cell):
        return f"it stores an error; mend it, or tag it {RAISES} if the error is the lesson."
    if RAISES in tags(cell) and not (error or _silent_error(cell)):
        return f"it is tagged {RAISES} and stores no error; execute it again or remove the tag."
    if _silent_error(cell) and RAISES not in tags(cell):
        return "an unknown magic or command left its error in the stored output; mend the cell."
    return None


def _is_of_one_run(cell: Cell) -> bool:
    own = cell.get("execution_count")
    return all(output.get("execution_count") in (None, own) for output in outputs(cell))


def _silent_error(cell: Cell) -> bool:
    return any(
        output.get("name") == "stderr" and any(mark in output["text"] for mark in _SILENT_ERRORS)
        for output in outputs(cell)
    )
