"""``labkit setup``: the environment and the servers, for who works in a terminal."""

from labkit.arguments import Arguments
from labkit.setup.entering import enter_made


def main(args: list[str]) -> int:
    """Set up what is missing, and start nothing.

    Args:
        args: what follows ``labkit setup``.

    Raises:
        MachineLacks: the environment cannot be made.
    """
    Arguments(prog="labkit setup", description="Set up what is missing.").parse_args(args)
    enter_made(["setup", *args])

    from labkit.setup import servers

    servers.fetch_if_possible()
    print("The lab is ready; `.venv/bin/labkit` lists what it can do.")
    return 0
