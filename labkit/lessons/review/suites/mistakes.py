def adds_ada(rows):
    rows.append("Ada")
    return rows == ["Ada"]


def finds_ada(rows):
    return rows == ["Ada"]


def test_shared_data_are_green_in_one_order_only():
    shared = []
    assert [adds_ada(shared), finds_ada(shared)] == [True, True]
    shared = []
    assert [finds_ada(shared), adds_ada(shared)] == [False, True]
