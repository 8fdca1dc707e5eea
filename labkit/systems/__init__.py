"""The systems that the course tests.

Grading runs a suite against changed copies of this folder. ``LABKIT_SYSTEMS`` names such a copy;
it is put in front of this folder, here and in every process that a suite starts.
"""

import os

_copy = os.environ.get("LABKIT_SYSTEMS")
if _copy:
    __path__ = [_copy, *__path__]
