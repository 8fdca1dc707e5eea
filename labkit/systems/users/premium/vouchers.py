"""Codes that give a month away."""

import secrets
from collections.abc import Callable

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 8


def voucher(draw: Callable[[str], str] = secrets.choice) -> str:
    """A code that nobody can guess, without 0, 1, I and O, which people mix up.

    Args:
        draw: picks one sign of several; tests pass one that does not leave it to chance.
    """
    return "".join(draw(_SIGNS) for _ in range(_LENGTH))
