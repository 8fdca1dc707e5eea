"""How what was found is told."""

from labkit.lessons.apis.exploring import Explored
from labkit.lessons.apis.requesting import Breach

FOUND = Explored(
    {"GET /users": ["200", "404"]},
    {"right": {"GET /users": None}, "wrong": {"GET /users": Breach("500", "GET /users?q=<")}},
)


def test_a_person_reads_a_line_for_each_operation_and_each_request() -> None:
    head, line, request = repr(FOUND).splitlines()
    assert head.split() == ["operation", "promised", "right", "wrong"]
    assert line.split() == ["GET", "/users", "200", "404", "✔", "kept", "✘", "500"]
    assert request == "wrong answers 500: GET /users?q=<"


def test_a_notebook_shows_the_same_as_a_table_and_a_list() -> None:
    shown = FOUND._repr_html_()
    assert shown.count("<tr>") == 2
    assert ">✘ 500</td>" in shown
    assert "<li><code>wrong answers 500: GET /users?q=&lt;</code></li>" in shown


def test_where_every_promise_was_kept_there_is_no_list() -> None:
    kept = Explored(FOUND.promised, {"right": {"GET /users": None}})
    assert "<ul>" not in kept._repr_html_()
    assert len(repr(kept).splitlines()) == 2
