"""A suite's fingerprint: the same wherever the suite stands, and never that of another one."""

import pytest

from labkit.grading import fingerprint

SUITE = "import pytest\n\n\ndef test_a():\n    assert True\n"


@pytest.mark.parametrize(
    "same",
    [
        "# %%suite challenge\n" + SUITE,
        "%%suite challenge\n" + SUITE,
        "\n" + SUITE,
        SUITE.rstrip("\n"),
        SUITE + "\n\n",
        SUITE.replace("pytest\n", "pytest  \n"),
        SUITE.replace("\n", "\r\n"),
    ],
)
def test_a_file_and_a_cell_have_the_same_fingerprint(same: str) -> None:
    assert fingerprint(same) == fingerprint(SUITE)


@pytest.mark.parametrize(
    "other",
    [
        SUITE.replace("True", "1"),
        SUITE.replace("    assert", "     assert"),
        "# by Ada\n" + SUITE,
        "",
    ],
)
def test_another_suite_has_another_fingerprint(other: str) -> None:
    assert fingerprint(other) != fingerprint(SUITE)
