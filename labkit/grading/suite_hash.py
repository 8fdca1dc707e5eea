"""A suite's fingerprint: the same for the same code, whether it stands in a file or a notebook."""

import hashlib
import re

_MAGIC = re.compile(r"\A(?:#\s*)?%%suite[^\n]*\n")


def fingerprint(source: str) -> str:
    """The SHA-256 of a suite, in hexadecimal.

    A notebook's ``%%suite`` line, blank lines around the suite and blanks at the end of a line
    do not count: an editor or a notebook may add or drop them.
    """
    code = _MAGIC.sub("", source.strip() + "\n")
    lines = [line.rstrip() for line in code.strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
