"""The tests with gaps of the lesson on databases."""

from labkit.lessons.blanks import Blank

_PLUGIN = ("-p", "labkit.lessons.databases.fixtures")


def _on(repository: str, mistake: str) -> Blank:
    return Blank(_PLUGIN, ("--repository", repository), mistake)


TASKS = {
    "persistence": _on("RenamesEveryone", "renames everyone at once"),
    "constraints": _on("TakesAnAddressTwice", "lets two users have the same address"),
    "transactions": _on("ForgetsToCommit", "never commits"),
    "queries": _on("SearchesByPattern", "takes the text for a pattern"),
    "concurrency": _on("LooksFirst", "looks first and inserts later"),
}
