"""Showing a lesson's code in the notebook, coloured as JupyterLab colours Python."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import Any


@dataclass(frozen=True)
class Source:
    """Python source that a notebook shows as a code block."""

    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return f"```python\n{self.text}\n```"


def show(*things: Any) -> Source:
    """The source of modules, classes or functions, one after the other.

    Args:
        things: what ``inspect.getsource`` understands; a decorated function or fixture too.
    """
    return Source("\n\n".join(dedent(_source_of(thing)).strip() for thing in things))


def _source_of(thing: Any) -> str:
    # pytest wraps a fixture in an object of its own, which keeps the function.
    fixture = getattr(thing, "_get_wrapped_function", None)
    return inspect.getsource(fixture() if fixture else inspect.unwrap(thing))


def contract(*things: type | Callable[..., Any]) -> Source:
    """What classes and functions promise: heads and docstrings of what is public, without code."""
    return Source("\n\n\n".join(_promise(thing) for thing in things))


def _promise(thing: type | Callable[..., Any]) -> str:
    if not isinstance(thing, type):
        return _method(thing)
    head = f"class {thing.__name__}:\n{indent(_quoted(thing), '    ')}"
    methods = [
        method
        for name, method in vars(thing).items()
        if inspect.isfunction(method) and not name.startswith("_")
    ]
    return "\n\n".join([head, *(indent(_method(each), "    ") for each in methods)])


def _method(method: Any) -> str:
    # Names as a reader would write them: User, not labkit.systems.users.user.User.
    signature = re.sub(r"\b(?:[a-z_]\w*\.)+(?=[A-Z])", "", str(inspect.signature(method)))
    return f"def {method.__name__}{signature}:\n{indent(_quoted(method), '    ')}"


def _quoted(thing: Any) -> str:
    text = inspect.getdoc(thing) or ""
    end = "\n" if "\n" in text else ""
    return f'"""{text}{end}"""'
