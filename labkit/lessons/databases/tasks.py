"""The tests with gaps of the lesson on databases."""

from labkit.lessons.blanks import Blank, Mistake

_PLUGIN = ("-p", "labkit.lessons.databases.fixtures")
_TOO_WIDE = "Too wide: any mistake would pass. Name the error."


def _on(repository: str, text: str, advice: str = "") -> Mistake:
    return Mistake(("--repository", repository), text, advice)


def _blank(*mistakes: Mistake) -> Blank:
    return Blank(_PLUGIN, mistakes, "repository")


TASKS = {
    "persistence": _blank(_on("RenamesEveryone", "renames everyone at once")),
    "constraints": _blank(
        _on("TakesAnAddressTwice", "lets two users have the same address"),
        _on("FailsByAccident", "fails with another error", _TOO_WIDE),
    ),
    "transactions": _blank(_on("ForgetsToCommit", "never commits")),
    "queries": _blank(_on("SearchesByPattern", "takes the text for a pattern")),
    "endings": _blank(
        _on("HidesTheDeleted", "still finds in a search whom it has deleted"),
        _on("FailsByAccident", "fails with another error", _TOO_WIDE),
    ),
    "concurrency": _blank(_on("LooksFirst", "looks first and inserts later")),
}
