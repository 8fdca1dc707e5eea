"""How the lesson shows what two databases did with the same script."""

from dataclasses import dataclass
from html import escape

HEAD = ("statement", "SQLite", "PostgreSQL", "")
DIFFERS = "differs"


@dataclass(frozen=True)
class Step:
    """One statement and what became of it on each database."""

    who: str
    sql: str
    sqlite: str
    postgres: str

    @property
    def differs(self) -> bool:
        """Whether the two databases disagree."""
        return self.sqlite != self.postgres


@dataclass(frozen=True)
class Comparison:
    """A script's steps; a notebook shows them as a table."""

    steps: tuple[Step, ...]

    @property
    def differences(self) -> tuple[Step, ...]:
        """The steps on which the databases disagree."""
        return tuple(step for step in self.steps if step.differs)

    def __repr__(self) -> str:
        return "\n".join(self._line(step) for step in self.steps)

    def _repr_html_(self) -> str:
        head = "".join(f'<th style="text-align: left">{escape(name)}</th>' for name in HEAD)
        body = "".join(self._row(step) for step in self.steps)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _statement(self, step: Step) -> str:
        several = len({each.who for each in self.steps}) > 1
        return f"{step.who}: {step.sql}" if several else step.sql

    def _line(self, step: Step) -> str:
        statement = self._statement(step)
        if not step.differs:
            return f"{statement}\n    both: {step.sqlite}"
        return f"{statement}\n    SQLite: {step.sqlite}\n    PostgreSQL: {step.postgres}"

    def _row(self, step: Step) -> str:
        statement = f"<code>{escape(self._statement(step))}</code>"
        answers = [escape(step.sqlite), escape(step.postgres)]
        mark = f"<strong>\u2260&nbsp;{DIFFERS}</strong>" if step.differs else "="
        cells = [statement, *answers, mark]
        return "<tr>" + "".join(_cell(cell) for cell in cells) + "</tr>"


def _cell(content: str) -> str:
    return f'<td style="text-align: left; vertical-align: top">{content}</td>'
