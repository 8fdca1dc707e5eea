"""The same; it waits for what must come, and then for Grace."""


def test_one_picture_is_ordered(service, ordered, wait_until):
    service.register("ada@example.com", "Ada")
    service.register("grace@example.com", "Grace")
    assert wait_until(lambda: "Grace" in ordered())
    assert ordered() == ["Ada", "Grace"]
