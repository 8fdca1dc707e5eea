"""Inside the namespaces: loopback, engine, images, tests."""

import subprocess
import sys
import time
from pathlib import Path

from tests.docker import images
from tests.docker.daemon import clients, daemon
from tests.docker.errors import NoDockerHere
from tests.docker.loopback import bring_up

TESTS = ("tests/integration/containers", "tests/integration/faults")
CANNOT = 77  # the exit status that says: no engine comes up here
_PYTEST = (sys.executable, "-m", "pytest", "-q", "--color=no", "-p", "no:cacheprovider",
           "--numprocesses=2", "--dist=loadscope")  # fmt: skip


def main(room: Path, arguments: list[str]) -> int:
    """Run the tests, or a command that comes behind ``--``, on an engine of our own.

    Args:
        room: the folder below which every file of the engine is.
        arguments: further arguments for pytest, or ``--`` and a command.

    Returns:
        the exit status, or `CANNOT`; the reason is then in ``room/reason``.
    """
    is_command = arguments[:1] == ["--"]
    command = arguments[1:] if is_command else [*_PYTEST, *TESTS, *arguments]
    bring_up()
    try:
        with daemon(room):
            began = time.monotonic()
            images.build(room)
            print(f"Built the stand-in images in {time.monotonic() - began:.0f} s.", flush=True)
            return subprocess.run(command, env=clients(room)).returncode
    except NoDockerHere as reason:
        (room / "reason").write_text(str(reason))
        return CANNOT


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
