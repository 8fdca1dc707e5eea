"""The tests with gaps of the lesson on APIs."""

from labkit.lessons.blanks import Blank, Mistake

_PLUGIN = ("-p", "labkit.lessons.apis.fixtures")


def _api(name: str, text: str, advice: str = "") -> Mistake:
    return Mistake(("--api", name), text, advice)


def _blank(*mistakes: Mistake) -> Blank:
    return Blank(_PLUGIN, mistakes, "service")


TASKS = {
    "created": _blank(
        _api("registers_nobody", "stores nobody"),
        _api("says_ok", "says 200 where 201 is promised"),
    ),
    "refused": _blank(_api("changes_then_refuses", "changes the user before it refuses")),
    "down": _blank(_api("blames_itself", "calls a missing database an error of its own")),
    "degraded": _blank(_api("passes_failures_on", "lets the page fail with the picture")),
    "patience": _blank(_api("waits_for_ever", "waits for an answer for ever")),
    "retries": _blank(_api("asks_once", "asks only once")),
    "breaker": Blank(
        _PLUGIN,
        (
            Mistake(("--breaker", "never_opens"), "never opens"),
            Mistake(("--breaker", "never_closes"), "never closes again"),
        ),
        "breaker",
    ),
}
