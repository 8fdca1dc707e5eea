"""What a comparison of two databases says."""

from labkit.lessons.databases.comparison import Comparison, Step

SAME = Step("A", "SELECT 1", "1", "1")
OTHER = Step("A", "SELECT '<b>'", "done", "Error: <no>")


def test_only_steps_that_differ_are_differences() -> None:
    assert Comparison((SAME, OTHER)).differences == (OTHER,)


def test_text_says_once_what_both_did() -> None:
    assert repr(Comparison((SAME,))) == "SELECT 1\n    both: 1"


def test_the_table_says_in_words_where_they_differ() -> None:
    html = Comparison((SAME, OTHER))._repr_html_()
    assert html.count("differs") == 1
    assert "&lt;no&gt;" in html


def test_connections_are_named_only_when_there_are_two() -> None:
    assert "A:" not in repr(Comparison((SAME,)))
    assert "B: SELECT 1" in repr(Comparison((SAME, Step("B", "SELECT 1", "1", "1"))))
