"""Whether a cell is valid Python, told before anything runs it."""

import warnings

from labkit.errors import LabError


def as_module(magic: str, line: str, cell: str) -> str:
    """The source of a cell that begins with a magic, its own line kept as a comment.

    So a line has the same number in the cell and in every message.

    Args:
        magic: the magic's name, without the signs.
        line: the rest of the magic's line.
        cell: the lines below.

    Raises:
        LabError: when the cell is not valid Python: one sentence with the line.
    """
    source = f"# %%{magic} {line}\n{cell}"
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(source, "cell", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise LabError(_in_words(error, source)) from None
    return source


def _in_words(error: SyntaxError | ValueError, source: str) -> str:
    if not isinstance(error, SyntaxError) or not error.lineno:
        return f"The cell is not valid Python: {error}; mend it and run it again."
    lines = source.splitlines()
    text = lines[error.lineno - 1].strip() if error.lineno <= len(lines) else ""
    where = f"line {error.lineno}" + (f" (`{text}`)" if text else "")
    return f"The cell is not valid Python in {where}: {error.msg}; mend it and run it again."
