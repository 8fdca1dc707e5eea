"""The tests with gaps of the lesson on contracts."""

from labkit.lessons.blanks import Blank, Mistake

_PLUGIN = ("-p", "labkit.lessons.contracts.fixtures")


def _service(name: str, text: str, advice: str = "") -> Mistake:
    return Mistake(("--service", name), text, advice)


def _blank(*mistakes: Mistake) -> Blank:
    return Blank(_PLUGIN, mistakes, "service")


TASKS = {
    "answers": _blank(
        _service(
            "dates_for_people",
            "writes dates for people, such as 01.03.2024",
            "A text it is; but can the frontend read it?",
        )
    ),
    "errors": _blank(
        _service("down_looks_like_nobody", "says 'nobody' while its database is down"),
    ),
    "requests": _blank(_service("wants_a_country", "wants a country from whoever registers")),
}
