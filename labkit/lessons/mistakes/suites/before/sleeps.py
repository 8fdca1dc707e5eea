"""A picture is ordered in the background, for everybody who registers."""

import time


def test_one_picture_is_ordered(service, ordered):
    service.register("ada@example.com", "Ada")
    time.sleep(0.5)
    assert ordered() == ["Ada"]
