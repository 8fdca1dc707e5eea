"""What nbval ignores when it compares outputs; the patterns are in sanitize.cfg."""

import re
from functools import cache
from pathlib import Path

SETTINGS = Path(__file__).with_name("sanitize.cfg")


def sanitize(text: str) -> str:
    """The text with everything volatile replaced, as nbval does it."""
    for pattern, replacement in _patterns():
        text = re.sub(pattern, replacement, text)
    return text


@cache
def _patterns() -> list[tuple[str, str]]:
    settings = SETTINGS.read_text(encoding="utf-8")
    return re.findall(r"^regex: (.*)\n^replace: (.*)$", settings, flags=re.MULTILINE)
