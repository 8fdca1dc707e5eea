"""Rules that keep a notebook running on any machine, again and again."""

import re
from collections.abc import Iterator

from labkit.authoring.notebook import Cell, outputs, source, tags
from labkit.authoring.rules.finding import Finding, Page

SLEEP_LESSON, RAISES = "why-not-sleep", "raises-exception"
_SLEEP = re.compile(r"\bsleep\(")
_FIXED_PORT = re.compile(
    r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0):[1-9]\d{1,4}\b"
    r"|\bport\s*=\s*[1-9]\d{1,4}\b|--port[ =][1-9]\d{1,4}\b"
    r"|with_bind_ports\(\s*\w+\s*,\s*[1-9]|\.bind\(\([^)]*,\s*[1-9]\d*\)\)"
)
# Folders of a user or of a machine; a path inside a container (/var/lib/postgresql) is the image's.
_ABSOLUTE = re.compile(
    r"(?<![\w.~:/-])/(?:home|Users|root|tmp|work|mnt|opt|private)/\w|\b[A-Z]:\\\w"
)
_USERS = re.compile(r"(?<![\w.~:/-])/(?:home|Users|root|work|mnt|opt)/\w|\b[A-Z]:\\\w")


def no_sleep(page: Page) -> list[Finding]:
    """Nothing waits by sleeping, but for the cells that teach why not."""
    return [
        page.finding(number, f"sleeps; wait for a condition, or tag it {SLEEP_LESSON}")
        for number, cell in page.code()
        if _SLEEP.search(source(cell)) and SLEEP_LESSON not in tags(cell)
    ]


def no_fixed_ports(page: Page) -> list[Finding]:
    """A port is picked by the system, so that two lessons can run at once."""
    return [
        page.finding(number, f"fixes a port (`{match[0]}`); ask the container or the system for it")
        for number, cell in page.code()
        if (match := _FIXED_PORT.search(source(cell)))
    ]


def no_absolute_paths(page: Page) -> list[Finding]:
    """No path of one machine, neither in a cell nor in a stored output."""
    return [
        page.finding(number, f"holds an absolute path (`{match[0]}...`)")
        for number, cell in page.numbered()
        if (match := _ABSOLUTE.search(source(cell)) or _USERS.search("\n".join(_shown(cell))))
    ]


def errors_are_meant(page: Page) -> list[Finding]:
    """A stored error is the lesson's subject, and its cell says so in a tag."""
    return [
        page.finding(number, f"stores an error; mend it, or tag it {RAISES}")
        for number, cell in page.code()
        if RAISES not in tags(cell)
        and any(output["output_type"] == "error" for output in outputs(cell))
    ]


def _shown(cell: Cell) -> Iterator[str]:
    for output in outputs(cell):
        yield str(output.get("text", ""))
        yield "\n".join(output.get("traceback", []))
        yield from (str(value) for key, value in output.get("data", {}).items() if "text" in key)
