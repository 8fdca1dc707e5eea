"""Command-line arguments whose mistakes are told in one sentence."""

import argparse
from typing import NoReturn

from labkit.errors import LabError


class Arguments(argparse.ArgumentParser):
    """An argument parser that raises LabError where argparse would print its usage and leave."""

    def error(self, message: str) -> NoReturn:
        """Raise the problem as one sentence."""
        raise LabError(f"{self.prog}: {message}; `{self.prog} --help` shows what it takes.")
