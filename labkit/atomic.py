"""Files written in one step: a reader sees the old text or the new one, never a part."""

import os
import tempfile
from pathlib import Path


def write_text(path: Path, text: str, mode: int = 0o600) -> None:
    """Put a UTF-8 text in the place of a file whose folder exists.

    Args:
        path: the file; if it is there already, it keeps its permissions.
        text: what it holds afterwards.
        mode: the permissions of a new file.

    Raises:
        OSError: when it cannot be written; the old file is as it was.
    """
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(draft).chmod(path.stat().st_mode & 0o777 if path.exists() else mode)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
