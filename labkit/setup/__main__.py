"""``python -m labkit.setup [EXTRA...]``: what this Python lacks, one requirement a line.

The set-up asks a ``.venv`` this way, because only that Python can look at itself.
"""

import sys

from labkit.setup.clone import this_clone
from labkit.setup.requirements import lacks

missing = lacks(this_clone(), frozenset(sys.argv[1:]))
print("\n".join(missing))
sys.exit(1 if missing else 0)
