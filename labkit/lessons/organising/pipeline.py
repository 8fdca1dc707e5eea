"""A small reader of GitHub's workflow files: carries out their steps on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from labkit.lessons.organising.projects import Project
from labkit.lessons.organising.running import in_shell

WORKFLOW = ".github/workflows/tests.yml"
PASSED, FAILED, ALLOWED = "✔ passed", "✘ failed", "! failed, which is allowed"
NOT_RUN, NEEDLESS = "· not run", "· left out: the lab has it"


@dataclass(frozen=True)
class Step:
    """A step, and what came of it.

    Attributes:
        name: its name, or the action that it uses.
        result: one of the words above.
        detail: pytest's last line.
    """

    name: str
    result: str
    detail: str = ""


@dataclass(frozen=True)
class Carried:
    """A pipeline that was carried out."""

    steps: tuple[Step, ...]

    @property
    def is_green(self) -> bool:
        """Whether no step failed that may not."""
        return all(step.result != FAILED for step in self.steps)

    def __repr__(self) -> str:
        wide = max(len(step.name) for step in self.steps)
        lines = [f"{s.name:<{wide}}  {s.result:<28}{s.detail}".rstrip() for s in self.steps]
        return "\n".join([*lines, f"pipeline: {PASSED if self.is_green else FAILED}"])


def carry_out(project: Project) -> Carried:
    """Do what the project's workflow file says, step by step, up to the first failure.

    What fetches code, Python or packages is left out: it needs a network, and the lab has them.
    """
    workflow = yaml.safe_load((project.folder / WORKFLOW).read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return Carried(tuple(_results(project, steps)))


def _results(project: Project, steps: list[dict[str, Any]]) -> Iterator[Step]:
    failed = False
    for step in steps:
        result = Step(_name(step), NOT_RUN) if failed else _result(project, step)
        failed = failed or result.result == FAILED
        yield result


def _result(project: Project, step: dict[str, Any]) -> Step:
    command = step.get("run", "")
    if not command or "pip install" in command:
        return Step(_name(step), NEEDLESS)
    ran = in_shell(project.folder, command, {"PYTHONHASHSEED": "0"})
    bad = ALLOWED if step.get("continue-on-error") else FAILED
    return Step(_name(step), bad if ran.status else PASSED, ran.summary)


def _name(step: dict[str, Any]) -> str:
    return str(step.get("name") or step["uses"])
