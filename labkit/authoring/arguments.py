"""Command lines whose mistakes are one sentence."""

from argparse import ArgumentParser
from importlib.util import find_spec
from typing import NoReturn

from labkit.errors import LabError, MachineLacks


class Arguments(ArgumentParser):
    """An argument parser that raises LabError where argparse prints its usage and exits."""

    def error(self, message: str) -> NoReturn:
        """Refuse unusable arguments with one sentence."""
        raise LabError(f"{self.prog}: {message}; `{self.prog} --help` lists what it takes.")


def require(*packages: str) -> None:
    """Raise MachineLacks unless every one of these packages can be imported."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise MachineLacks(
            f"This Python has no {', '.join(missing)}; run `python3 -m labkit doctor` to see "
            "how to set the environment up."
        )
