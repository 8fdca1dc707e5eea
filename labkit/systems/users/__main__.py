"""``python -m labkit.systems.users``: the service as a process of its own.

``DATABASE_URL`` and ``REDIS_URL`` say where its servers are; see `Settings` for the rest. It
prints its address when it is ready, and ends at SIGTERM or SIGINT.
"""

import os
import sys

import uvicorn

from labkit.systems.users.api import create_app
from labkit.systems.users.errors import DatabaseUnavailable
from labkit.systems.users.service import UserService
from labkit.systems.users.serving import address_of, configured, listening
from labkit.systems.users.settings import Settings


def main() -> int:
    """Serve until told to end.

    Returns:
        0 at the end; 1 when the database does not answer, 2 for unusable settings.
    """
    try:
        settings = Settings.from_environment(os.environ)
        service = UserService(settings)
        door = listening(_port(os.environ.get("PORT", "0")))
    except (ValueError, OSError) as error:
        print(f"users: {error}".splitlines()[0], file=sys.stderr)
        return 2
    with door, service:
        try:
            service.migrate()
        except DatabaseUnavailable as error:
            print(f"users: {error}", file=sys.stderr)
            return 1
        print(f"users: {address_of(door)}", flush=True)
        uvicorn.Server(configured(create_app(service))).run([door])
    return 0


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 2**16):
        raise ValueError(f"PORT is {text!r}; it must be the number of a port.")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
