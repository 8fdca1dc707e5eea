"""Whether the code of a cell is valid Python, magics set aside."""

import ast
import re

_CELL_MAGIC = re.compile(r"%%(\w+)[^\n]*\n?")
_PYTHON_MAGICS = frozenset({"blanks", "capture", "suite", "tests", "time"})
_LINE_MAGIC = re.compile(r"^(\s*)(?:\w+\s*=\s*)?[%!].*$", re.MULTILINE)


def python_of(source: str) -> str | None:
    """The Python in a cell, with magics made inert; None for a cell of another language."""
    magic = _CELL_MAGIC.match(source)
    if magic and magic[1] not in _PYTHON_MAGICS:
        return None
    body = source[magic.end() :] if magic else source
    return _LINE_MAGIC.sub(r"\1pass", body)


def is_valid(source: str) -> bool:
    """Whether the cell would compile; a cell of another language counts as valid."""
    code = python_of(source)
    if code is None:
        return True
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True
