"""Shared by all tests, on purpose next to nothing: fixtures live beside the tests that use them."""
