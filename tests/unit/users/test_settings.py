"""Settings from the environment: complete and sensible, or one sentence."""

import pytest

from labkit.systems.users import Settings

SERVERS = {"DATABASE_URL": "postgresql://u:p@db/users", "REDIS_URL": "redis://cache/0"}


def test_what_is_not_set_has_its_default():
    settings = Settings.from_environment(SERVERS)
    assert settings == Settings("postgresql://u:p@db/users", "redis://cache/0")


def test_times_are_numbers_of_seconds():
    settings = Settings.from_environment({**SERVERS, "TTL": "2", "REDIS_TIMEOUT": "0.25"})
    assert (settings.ttl, settings.redis_timeout) == (2.0, 0.25)


@pytest.mark.parametrize("missing", SERVERS)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_server_is_named(missing: str, value: str | None):
    environment = {name: text for name, text in SERVERS.items() if name != missing}
    if value is not None:
        environment[missing] = value
    with pytest.raises(ValueError, match=f"^{missing} is not set"):
        Settings.from_environment(environment)


@pytest.mark.parametrize("text", ["soon", "0", "-1", "nan", "inf", ""])
def test_a_time_that_is_none_is_refused(text: str):
    with pytest.raises(ValueError, match=r"^TTL is "):
        Settings.from_environment({**SERVERS, "TTL": text})
