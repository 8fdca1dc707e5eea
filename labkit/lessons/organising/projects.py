"""The lesson's two projects, each copied to a folder where it can be run and changed."""

import shutil
import weakref
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from labkit.errors import LabError
from labkit.lessons.organising.running import Ran, run
from labkit.lessons.source import Source

SUITES = Path(__file__).parent / "suites"
_NOT_COPIED = shutil.ignore_patterns("__pycache__", ".pytest_cache")
_LANGUAGES = {".py": "python", ".toml": "toml", ".yml": "yaml"}


@dataclass(frozen=True, repr=False)
class Text(Source):
    """A file of a project, which the notebook shows in its own language."""

    language: str = "python"

    def _repr_markdown_(self) -> str:
        return f"```{self.language}\n{self.text}\n```"


class Project:
    """A copy of a project, gone when nobody needs it any more.

    Args:
        name: "messy", "organised", or "exercise" for what the exercise begins with.

    Raises:
        LabError: when there is no such project.
    """

    def __init__(self, name: str) -> None:
        if not (SUITES / name).is_dir():
            raise LabError(
                f"There is no project '{name}' here; there are: messy, organised, exercise."
            )
        self._name = name
        home = mkdtemp(prefix="labkit-project-")
        weakref.finalize(self, shutil.rmtree, home, ignore_errors=True)
        self.folder = Path(home) / name
        shutil.copytree(SUITES / name, self.folder, ignore=_NOT_COPIED)

    def __repr__(self) -> str:
        """The files, as a tree."""
        paths = sorted(self.folder.rglob("*"))
        return "\n".join([f"{self._name}/", *map(self._line, paths)])

    def show(self, file: str) -> Text:
        """The text of a file.

        Raises:
            LabError: when there is no such file.
        """
        path = self._file(file)
        text = path.read_text(encoding="utf-8").strip()
        return Text(text, _LANGUAGES.get(path.suffix, ""))

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that occurs once in a file.

        Raises:
            LabError: when there is no such file, or not exactly one such text in it.
        """
        path = self._file(file)
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise LabError(f"{file} holds this text {text.count(old)} times, not once: {old}")
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *options: str, seed: int = 0) -> Ran:
        """Run pytest in it, with these options."""
        return run(self.folder, *options, seed=seed)

    def _file(self, file: str) -> Path:
        path = self.folder / file
        if not path.is_file():
            raise LabError(f"There is no {file} in this project.")
        return path

    def _line(self, path: Path) -> str:
        depth = len(path.relative_to(self.folder).parts)
        return "    " * depth + path.name + ("/" if path.is_dir() else "")
