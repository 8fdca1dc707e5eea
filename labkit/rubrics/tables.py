"""TOML tables that remember their file and line, so that every message can name them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from labkit.errors import LabError

_QUOTES = re.compile(r"'''|\"\"\"")


@dataclass(frozen=True)
class Table:
    """One table of a TOML file.

    Args:
        values: its keys and values.
        path: the file.
        first: the line of its header, counted from 1.
        last: the line before the next table.
    """

    values: dict[str, Any]
    path: Path
    first: int
    last: int

    def fail(self, problem: str, key: str | None = None) -> NoReturn:
        """Raise a LabError that names the file and the line of the key, or of the table."""
        raise LabError(f"{self.place(key)}: {problem}")

    def place(self, key: str | None = None) -> str:
        """File and line, for example ``labkit/rubrics/databases/bugs.toml:12``."""
        line = self.first if key is None else self._line_of(key)
        return f"{named(self.path)}:{line}"

    def only(self, *keys: str) -> None:
        """Refuse keys other than these, so that a misspelt one is not silently ignored."""
        for key in self.values:
            if key not in keys:
                self.fail(f"unknown key '{key}'; this table takes {', '.join(keys)}.", key)

    def text(self, key: str) -> str:
        """The string at the key, which must not be blank."""
        value = self._value(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(f"'{key}' must be a text that is not blank.", key)
        return value

    def raw(self, key: str) -> str:
        """The string at the key; it may be empty."""
        value = self._value(key)
        if not isinstance(value, str):
            self.fail(f"'{key}' must be a text.", key)
        return value

    def whole(self, key: str) -> int:
        """The whole number at the key, not below zero."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fail(f"'{key}' must be a whole number, zero or more.", key)
        return value

    def flag(self, key: str) -> bool:
        """True or false at the key; false when there is no such key."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.fail(f"'{key}' must be true or false.", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of strings at the key, none of them blank; empty when there is no such key."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.fail(f"'{key}' must be a list of texts.", key)
        if not all(isinstance(each, str) and each.strip() for each in value):
            self.fail(f"every text in '{key}' must say something.", key)
        return tuple(value)

    def table(self, key: str) -> "Table":
        """The table at the key."""
        value = self._value(key)
        if not isinstance(value, dict):
            self.fail(f"'{key}' must be a table.", key)
        return next(self._placed(key, [value], f"[{key}]"))

    def tables(self, key: str, header: str = "") -> "tuple[Table, ...]":
        """The tables at the key, in the file's order; none when there is no such key.

        Args:
            key: the key in this table.
            header: the full dotted name, where it is longer than the key.
        """
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.fail(f"'{key}' must be written as [[{header or key}]] tables.", key)
        return tuple(self._placed(key, value, f"[[{header or key}]]"))

    def _placed(self, key: str, values: Iterable[dict[str, Any]], header: str) -> Iterator["Table"]:
        headers = [(number, text) for number, text in self._lines() if text.startswith("[")]
        own = [number for number, text in headers if text.startswith(header)]
        for index, value in enumerate(values):
            first = own[index] if index < len(own) else self._line_of(key)
            yield Table(value, self.path, first, self._end(first, header, headers))

    def _end(self, first: int, header: str, headers: list[tuple[int, str]]) -> int:
        inner = header.replace("]", ".").rstrip(".") + "."
        later = (number for number, text in headers if number > first and inner not in text)
        return next(later, self.last + 1) - 1

    def _value(self, key: str) -> Any:
        if key not in self.values:
            self.fail(f"'{key}' is missing here.")
        return self.values[key]

    def _line_of(self, key: str) -> int:
        start = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\[+[^\]]*\b{re.escape(key)}\]")
        return next((number for number, text in self._lines() if start.match(text)), self.first)

    def _lines(self) -> Iterator[tuple[int, str]]:
        for number, text in _outside_strings(self.path.read_text(encoding="utf-8")):
            if self.first <= number <= self.last:
                yield number, text


def named(path: Path) -> str:
    """A file as an editor finds it from the current folder; elsewhere, its folder and its name."""
    here = Path.cwd()
    shown = path.relative_to(here if path.is_relative_to(here) else path.parent.parent)
    return shown.as_posix()


def read(path: Path) -> Table:
    """The whole file as a table.

    Raises:
        LabError: when the file is missing or is not TOML.
    """
    where = named(path)
    try:
        text = path.read_text(encoding="utf-8")
        return Table(tomllib.loads(text), path, 1, text.count("\n") + 1)
    except FileNotFoundError:
        raise LabError(f"{where}: there is no such file; every rubric needs one.") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{where}:{line.group(1)}" if line else where
        raise LabError(f"{place}: this is not TOML: {error}.") from None


def _outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """Number the lines, leaving out those inside a multi-line string."""
    closing = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not closing:
            yield number, line
        for quotes in _QUOTES.findall(line):
            if not closing:
                closing = quotes
            elif quotes == closing:
                closing = ""
