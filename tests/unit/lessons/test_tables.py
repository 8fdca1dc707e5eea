"""Tables of words in a notebook."""

from labkit.lessons.tables import table, table_of_html


def test_what_was_seen_is_text_and_no_html():
    assert ">&lt;b&gt;</td>" in table(["a"], [["<b>"]])
    assert ">&lt;a&gt;</th>" in table(["<a>"], [])


def test_cells_that_are_html_stay_so():
    assert "><code>x</code></td>" in table_of_html(["a"], [["<code>x</code>"]])


def test_every_cell_says_that_it_is_set_flush_left():
    html = table(["one", "two"], [["1", "2"], ["3", "4"]])
    assert html.count("text-align: left") == 6
