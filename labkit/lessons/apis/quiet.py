"""A server whose failures are looked for: its log would only say them again."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Leave out the tracebacks that the server logs; the table says what matters of them."""
    log = logging.getLogger("uvicorn.error")
    log.addFilter(_nothing)
    try:
        yield
    finally:
        log.removeFilter(_nothing)


def _nothing(_: logging.LogRecord) -> bool:
    return False
