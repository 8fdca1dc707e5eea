"""The notebook rules of the curriculum: how a chapter teaches, as far as a program can tell."""

from pathlib import Path

from labkit.authoring.notebook import read
from labkit.authoring.rules.code import (
    at_most_three_code_cells_in_a_row,
    code_is_short,
    starts_with_load_ext,
)
from labkit.authoring.rules.finding import Finding, Kind, Page, Rule
from labkit.authoring.rules.pictures import (
    colour_is_never_alone,
    has_a_picture,
    pictures_have_alternative_text,
)
from labkit.authoring.rules.portable import (
    errors_are_meant,
    no_absolute_paths,
    no_fixed_ports,
    no_sleep,
)
from labkit.authoring.rules.teaching import (
    demonstrations_are_framed,
    first_result_comes_early,
    questions_come_often,
)
from labkit.authoring.rules.text import at_most_fifty_cells, headings_never_skip, text_is_short

__all__ = ["ALL", "LESSON", "Finding", "Kind", "Page", "Rule", "findings", "findings_of"]

# For whatever a learner opens.
ALL: tuple[Rule, ...] = (
    at_most_fifty_cells,
    colour_is_never_alone,
    errors_are_meant,
    headings_never_skip,
    no_absolute_paths,
    no_fixed_ports,
    no_sleep,
    pictures_have_alternative_text,
    starts_with_load_ext,
    text_is_short,
)
# For lessons only: an exercise asks for code where a lesson shows it.
LESSON: tuple[Rule, ...] = (
    at_most_three_code_cells_in_a_row,
    code_is_short,
    demonstrations_are_framed,
    first_result_comes_early,
    has_a_picture,
    questions_come_often,
)


def findings(path: Path, kind: Kind) -> list[Finding]:
    """Everything in a notebook file that breaks a rule.

    Raises:
        LabError: when the file is not a notebook.
    """
    return findings_of(Page(f"{path.parent.name}/{path.name}", read(path)["cells"]), kind)


def findings_of(page: Page, kind: Kind) -> list[Finding]:
    """Everything in a notebook that breaks a rule."""
    rules = ALL + LESSON if kind is Kind.LESSON else ALL
    return [finding for rule in rules for finding in rule(page)]
