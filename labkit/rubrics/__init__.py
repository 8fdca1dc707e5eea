"""Rubrics: what each exercise awards points for, as data that an instructor can edit."""

from labkit.rubrics.changing import apply, changed_files
from labkit.rubrics.checking import problems
from labkit.rubrics.decisions import Decision, Option
from labkit.rubrics.loading import known, load, load_folder, names
from labkit.rubrics.model import Bug, Change, Correct, Part, Quality, Rubric

__all__ = [
    "Bug",
    "Change",
    "Correct",
    "Decision",
    "Option",
    "Part",
    "Quality",
    "Rubric",
    "apply",
    "changed_files",
    "known",
    "load",
    "load_folder",
    "names",
    "problems",
]
