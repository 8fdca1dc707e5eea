from unittest.mock import Mock, create_autospec

import psycopg
import pytest

from labkit.systems.users import UserRepository


@pytest.mark.parametrize("mock", [Mock(), create_autospec(UserRepository)])
def test_a_mock_takes_what_the_real_one_refuses(mock, repository):
    mock.create_user("ada@example.com", "  ")
    with pytest.raises(psycopg.errors.CheckViolation):
        repository.create_user("ada@example.com", "  ")
