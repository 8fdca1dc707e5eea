"""``labkit servers``: fetches Redis and RabbitMQ where they are missing, and lists what is here."""

from labkit import engine
from labkit.arguments import Arguments
from labkit.setup import servers
from labkit.setup.progress import Progress


def main(args: list[str]) -> int:
    """Fetch the missing servers, then print every server with its version and origin.

    Args:
        args: what follows ``labkit servers``.

    Raises:
        MachineLacks: they cannot be fetched here; the sentence says what to do instead.
    """
    Arguments(prog="labkit servers", description="Fetch the missing servers.").parse_args(args)
    servers.fetch(Progress())
    for each in engine.installed():
        print(f"{each.name} {each.version} from {each.origin}")
    return 0
