"""Where the course's notebooks are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import labkit
from labkit.errors import LabError


@dataclass(frozen=True)
class Course:
    """A checkout of the course."""

    root: Path

    @property
    def lessons(self) -> Path:
        """The folder of lessons."""
        return self.root / "notebooks"

    @property
    def exercises(self) -> Path:
        """The folder of generated exercises."""
        return self.root / "exercises"

    @property
    def solutions(self) -> Path:
        """The folder of solutions, the source of the exercises."""
        return self.root / "solutions"

    def name(self, path: Path) -> str:
        """The path as people write it: from the root where it lies in the course."""
        path = path.resolve()
        root = self.root.resolve()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def course() -> Course:
    """The course of the current folder, else the one that labkit itself lies in.

    Raises:
        LabError: when neither has notebooks.
    """
    for root in (Path.cwd(), Path(labkit.__file__).resolve().parents[1]):
        if (root / "notebooks").is_dir() or (root / "solutions").is_dir():
            return Course(root)
    raise LabError(
        f"There is no notebooks/ or solutions/ folder in {Path.cwd()}; "
        "run the command from the root of the course."
    )


def notebooks_of(paths: Sequence[Path]) -> list[Path]:
    """Every notebook that the paths name; a folder stands for the notebooks below it.

    Raises:
        LabError: when a path does not exist, is no notebook, or holds none.
    """
    found = [notebook for path in paths for notebook in _named_by(path)]
    return list(dict.fromkeys(found))


def notebooks_below(folder: Path) -> list[Path]:
    """The notebooks of a folder in order of name, without checkpoints and hidden folders."""
    return sorted(path for path in folder.rglob("*.ipynb") if not _hidden(path.relative_to(folder)))


def _named_by(path: Path) -> Iterable[Path]:
    if path.is_dir():
        found = notebooks_below(path)
        if not found:
            raise LabError(f"There is no notebook in {path}; name a folder or a file that has one.")
        return found
    if not path.exists():
        raise LabError(f"There is no {path}; name a notebook or a folder of notebooks.")
    if path.suffix != ".ipynb":
        raise LabError(f"{path} is not a notebook; name an .ipynb file or a folder of them.")
    return [path]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
