"""Which lines of a suite count as expectations."""

import pytest

from labkit.errors import LabError
from labkit.grading.expectations import read_expectations


def lines(source: str) -> set[int]:
    return set(read_expectations(source).lines)


@pytest.mark.parametrize(
    "statement",
    [
        "assert f()",
        "pytest.fail('x')",
        "raises(KeyError, f)",
        "self.assertEqual(1, f())",
        "mock.assert_called_once()",
        "raise AssertionError('x')",
        "raise AssertionError",
    ],
)
def test_a_statement_that_expects_something_is_an_expectation(statement):
    assert lines(f"def test_it():\n    x = f()\n    {statement}\n") == {3}


@pytest.mark.parametrize(
    "statement",
    ["f()", "x = f()", "raise ValueError('x')", "print('assert')", "with open(f): pass"],
)
def test_any_other_statement_is_none(statement):
    assert not lines(f"def test_it():\n    {statement}\n")


def test_an_assert_over_many_lines_is_one_expectation():
    assert lines("def test_it():\n    assert f(\n        1,\n    ) == 2\n    g()\n") == {2, 3, 4}


def test_a_raises_block_is_an_expectation_from_its_head_to_its_end():
    source = "def test_it():\n    f()\n    with pytest.raises(KeyError):\n        f()\n    g()\n"
    assert lines(source) == {3, 4}


def test_lines_of_fixtures_are_known():
    source = "import pytest\n@pytest.fixture(scope='module')\ndef db():\n    assert True\n"
    assert 4 in read_expectations(source).fixture_lines


def test_a_test_without_any_expectation_is_named():
    source = "def test_a():\n    f()\ndef test_b():\n    assert f()\n"
    assert read_expectations(source).without == {"test_a"}


def test_an_expectation_in_a_called_function_counts_as_the_tests_own():
    source = (
        "def check(x):\n    deeper(x)\ndef deeper(x):\n    assert x\ndef test_a():\n    check(1)\n"
    )
    assert not read_expectations(source).without


@pytest.mark.parametrize("given", ["    return lambda: ask(db)", "    def f():\n        ask(db)"])
def test_a_function_that_a_fixture_gives_to_tests_is_no_set_up(given):
    source = f"@pytest.fixture\ndef page():\n    db = connect()\n{given}\n    return f\n"
    asked = next(n for n, line in enumerate(source.splitlines(), 1) if "ask(db)" in line)
    assert asked not in read_expectations(source).fixture_lines
    assert 3 in read_expectations(source).fixture_lines


def test_an_expectation_in_a_fixture_that_the_test_takes_counts():
    source = "@pytest.fixture\ndef same():\n    def f(x): assert x\n    return f\n"
    assert not read_expectations(source + "def test_a(same):\n    same(1)\n").without


def test_functions_that_call_each_other_in_a_circle_end():
    source = "def f():\n    g()\ndef g():\n    f()\ndef test_a():\n    f()\n"
    assert read_expectations(source).without == {"test_a"}


def test_a_syntax_error_is_one_sentence_with_the_line():
    with pytest.raises(LabError, match=r"not valid Python: line 2: .*\.$"):
        read_expectations("x = 1\ndef f(:\n")


def test_a_null_byte_is_one_sentence():
    with pytest.raises(LabError, match="not valid Python"):
        read_expectations("x = '\0'")
