from labkit.lessons.contracts.interactions import ada, nobody


# The service has renamed a field. Its own tests know the new name.
def test_the_contract_names_what_would_break(verified):
    found = verified(ada, nobody)
    assert "missing the following keys: name" in str(found.problems)
