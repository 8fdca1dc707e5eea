"""Whether the Python that runs this has what pyproject.toml asks for."""

import json
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from labkit.setup.clone import Clone


def lacks(clone: Clone, extras: frozenset[str] = frozenset()) -> list[str]:
    """Return what the running Python lacks, one requirement each; empty when it has everything.

    The project itself counts as a requirement: installed, editable, from this very clone.
    """
    own = [] if _comes_from(clone) else [f"{clone.project['name']} (this clone)"]
    return own + unmet(clone.requirements(extras))


def unmet(requirements: list[str]) -> list[str]:
    """Return the requirement lines that the running Python does not satisfy."""
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return requirements  # packaging is one of them: without it nothing has been set up

    missing, waiting = [], list(requirements)
    while waiting:
        line = waiting.pop(0)
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate():
            continue
        found = _find(wanted.name)
        if found is None or not wanted.specifier.contains(found.version, prereleases=True):
            missing.append(line)
        else:
            waiting += _behind_extras(found, wanted.extras)
    return missing


def _behind_extras(found: Distribution, extras: set[str]) -> list[str]:
    """Return the requirements that `psycopg[binary]` adds to those of `psycopg`."""
    from packaging.requirements import Requirement

    lines = []
    for requirement in map(Requirement, found.requires or [] if extras else []):
        marker = requirement.marker
        if marker and not marker.evaluate() and any(marker.evaluate({"extra": e}) for e in extras):
            requirement.marker = None
            lines.append(str(requirement))
    return lines


def _find(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _comes_from(clone: Clone) -> bool:
    found = _find(clone.project["name"])
    if found is None:
        return False
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    if not origin.get("dir_info", {}).get("editable"):
        return False
    folder = Path(unquote(urlsplit(origin["url"]).path))
    return folder.exists() and folder.samefile(clone.root)


def runs_in(folder: Path) -> bool:
    """Return whether the running Python is that of the given virtual environment."""
    return folder.exists() and Path(sys.prefix).samefile(folder)
