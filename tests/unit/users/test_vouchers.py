"""Codes that give a month away."""

from labkit.systems.users.premium import voucher


def test_a_code_has_eight_signs_and_none_that_people_mix_up():
    drawn = []

    def first(signs):
        drawn.append(signs)
        return signs[0]

    assert len(voucher(draw=first)) == len(drawn) == 8
    assert not set("01IO") & set("".join(drawn))


def test_no_two_are_alike():
    assert len({voucher() for _ in range(100)}) == 100
