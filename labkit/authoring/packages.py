"""What authors need beside the lab itself."""

from importlib.util import find_spec

from labkit.errors import MachineLacks


def require(*packages: str) -> None:
    """Raise MachineLacks unless every one of these packages can be imported."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise MachineLacks(
            f"This Python has no {', '.join(missing)}; run `python3 -m labkit doctor` to see "
            "how to set the environment up."
        )
