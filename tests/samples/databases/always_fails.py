"""An expert would say: it fails on correct code, so its failures tell nothing about bugs."""


def test_that_nothing_works():
    assert False, "there is always something broken"


def test_arithmetic():
    assert 2 + 2 == 5
