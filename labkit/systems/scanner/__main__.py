"""``python -m labkit.systems.scanner SIGNATURES``: serve reports until the process is ended."""

import sys
from pathlib import Path

from labkit.systems.scanner.server import ScannerServer


def main(arguments: list[str]) -> None:
    """Say the address, then answer.

    Args:
        arguments: the file of the signature store.
    """
    if len(arguments) != 1:
        sys.exit("Name the file of the signature store: python -m labkit.systems.scanner FILE")
    server = ScannerServer(Path(arguments[0]))
    print(server.url, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
