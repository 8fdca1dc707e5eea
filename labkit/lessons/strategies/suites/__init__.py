"""The tests, stubs and drivers of the steps, as a learner would write them."""
