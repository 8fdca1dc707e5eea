"""Asking a PostgreSQL that lives for one question."""

import pytest

from labkit.errors import LabError
from labkit.lessons.start import ask


def test_the_answer_comes_from_the_server() -> None:
    assert ask("SELECT 7 / 2") == 3


def test_bad_sql_is_answered_by_the_server_without_a_traceback() -> None:
    with pytest.raises(LabError, match='column "polly" does not exist') as caught:
        ask("SELECT polly")
    assert caught.value.__suppress_context__
