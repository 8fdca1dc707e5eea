"""A suite's process where fork is not safe: a fresh interpreter that reads its order, then runs."""

import json
import os
import sys
from pathlib import Path

from labkit.grading.child import in_session, run_suite
from labkit.grading.jobs import Job


def main(pipe: int) -> None:
    """Read the order from standard input and run the suite; never returns."""
    order = json.loads(sys.stdin.read())
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.set_inheritable(pipe, False)
    sys.modules.pop("__main__")
    job, folder = Job.from_json(order["job"]), Path(order["folder"])
    in_session(lambda session: run_suite(session, job, folder, pipe, order["nonce"]), folder)


if __name__ == "__main__":
    main(int(sys.argv[1]))
