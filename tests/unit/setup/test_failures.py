"""pip's complaints become one sentence that says what to do."""

import errno

import pytest

from labkit.setup import failures
from labkit.setup.clone import Clone

NO_NETWORK = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError': /simple/x/
ERROR: Could not find a version that satisfies the requirement hatchling (from versions: none)
"""
NO_ROOM = (
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"
)
NO_SUCH_VERSION = """\
WARNING: You are using pip version 23.0.1; however, version 99 is available.
ERROR: No matching distribution found for nbval>=99
[notice] To update, run: pip install --upgrade pip
"""


def test_without_a_network_the_sentence_says_to_connect(clone: Clone) -> None:
    """Pip itself ends on a line about versions, which misleads."""
    assert "connect to a network" in str(failures.from_pip(clone, NO_NETWORK))


def test_a_full_disk_is_told_with_the_room_needed(clone: Clone) -> None:
    """And where."""
    sentence = str(failures.from_pip(clone, NO_ROOM))
    assert "make room" in sentence
    assert str(clone.root) in sentence


def test_anything_else_is_told_in_pips_own_words_without_its_warnings(clone: Clone) -> None:
    """The last error lines, and where the whole log is."""
    sentence = str(failures.from_pip(clone, NO_SUCH_VERSION))
    assert "No matching distribution found for nbval>=99" in sentence
    assert "labkit-setup.log" in sentence
    assert "WARNING" not in sentence
    assert "notice" not in sentence


@pytest.mark.parametrize(
    ("number", "text", "advice"),
    [
        (errno.ENOSPC, "No space left on device", "make room"),
        (errno.EROFS, "Read-only file system", "not writable"),
        (errno.EIO, "Input/output error", "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_a_sentence(
    clone: Clone, number: int, text: str, advice: str
) -> None:
    """Also outside pip, while the folder is made."""
    error = failures.from_system(clone, OSError(number, text))
    assert advice in str(error)
    assert error.status == 3
