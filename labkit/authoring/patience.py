"""How long a cell may run."""

_SECONDS = 120.0
_ON_DOCKER_SECONDS = 900.0


def cell_seconds(asked: float | None, engine: str) -> float:
    """The seconds that were asked for, else what the engine of the containers needs.

    A container takes seconds on Docker, and a cell that checks a suite there, which happens with
    LABKIT_ENGINE=docker, starts a hundred: the challenge's reference took 165 s, with nothing else
    running.

    Args:
        asked: what the command line says; None for nothing.
        engine: the kind of engine that is in use, as ``labkit.engine.Engine`` tells it.
    """
    if asked is not None:
        return asked
    return _SECONDS if engine == "embedded" else _ON_DOCKER_SECONDS
