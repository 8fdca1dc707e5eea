"""The tests with gaps of the lesson on organising a suite."""

from labkit.lessons.blanks import Blank, Mistake

_PLUGIN = ("-p", "labkit.lessons.organising.fixtures", "--strict-markers")
_TWO_WORKERS = ("-p", "xdist.plugin", "-n", "2", "--dist", "each")

TASKS = {
    "marker": Blank(
        (*_PLUGIN, "-m", "unit"),
        (Mistake(("--keys", "the same for all"), "gives every user the same key"),),
        "cache with `-m unit`",
    ),
    "scope": Blank(
        (*_PLUGIN, "--room", "1"),
        (Mistake(("--repository", "RenamesEveryone"), "renames everyone at once"),),
        "repository, on a machine with room for one server",
    ),
    "worker": Blank(
        (*_PLUGIN, *_TWO_WORKERS),
        (Mistake(("--repository", "ForgetsToCommit"), "never commits"),),
        "repository, with two workers on one server",
    ),
}
