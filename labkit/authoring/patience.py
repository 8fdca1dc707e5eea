"""How long a cell may run."""

_SECONDS = 120.0
_ON_DOCKER_SECONDS = 900.0


def cell_seconds(asked: float | None, engine: str) -> float:
    """The seconds that were asked for, else what the engine of the containers needs.

    A cell that checks a suite starts a hundred containers. On Docker that takes seconds each: the
    challenge's reference took 165 s there, with nothing else running.

    Args:
        asked: what the command line says; None for nothing.
        engine: the kind of engine that is in use, as ``labkit.engine.Engine`` tells it.
    """
    if asked is not None:
        return asked
    return _SECONDS if engine == "embedded" else _ON_DOCKER_SECONDS
