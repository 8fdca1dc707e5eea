"""Taking a port that somebody has already."""

from labkit.systems.users.serving import listening


def taken_twice() -> str:
    """What the system says to the second who asks for one certain port."""
    with listening() as first:
        try:
            with listening(port=first.getsockname()[1]):
                return "the second one got it, too"
        except OSError as error:
            return str(error.strerror).partition(" (")[0]
