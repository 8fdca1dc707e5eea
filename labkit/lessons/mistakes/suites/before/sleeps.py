"""A picture is ordered in the background, for everybody who registers."""

import time


def test_one_picture_is_ordered(service, ordered):
    service.register("ada@example.com", "Ada")
    time.sleep(1)
    assert ordered() == ["Ada"]
