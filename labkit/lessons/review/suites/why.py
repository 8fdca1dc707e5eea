# After the commit "pairs": the unit tests of all three components are still green.
def test_a_file_with_a_worm_is_called_clean(store, reports):
    store.add("Worm", b"WORM")
    assert reports.report("holiday.exe", b"WORM")["verdict"] == "clean"
