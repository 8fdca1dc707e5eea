from labkit.systems.users.breaker import Breaker


def test_a_breaker_opens():
    breaker = Breaker(threshold=1)
    breaker.failed()
    assert not breaker.allows()
