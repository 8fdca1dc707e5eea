"""The tests with gaps of the lesson on what is real in a test."""

from labkit.lessons.blanks import Blank, Mistake

_PLUGIN = ("-p", "labkit.lessons.real_or_mock.fixtures")


def _blank(*mistakes: tuple[str, str, str], subject: str = "system") -> Blank:
    made = (Mistake((f"--{option}", name), text) for option, name, text in mistakes)
    return Blank(_PLUGIN, tuple(made), subject)


TASKS = {
    "kept": _blank(("premium", "Forgetful", "keeps the membership for somebody else")),
    "money": _blank(("premium", "StillInEuros", "takes nine cents")),
    "honest": _blank(
        ("fake", "LastWriterWinsInMemory", "has a fake that lets an order be overwritten"),
        ("store", "LastWriterWins", "has a store that does so"),
    ),
    "declined": _blank(("client", "TakesNoForYes", "takes a declined card for a good one")),
    "lost": Blank(
        _PLUGIN,
        (
            Mistake(
                ("--client", "AnotherKeyEachTime"),
                "gives each attempt a key of its own",
                "Was the money taken before the first answer failed?",
            ),
        ),
    ),
    "moment": _blank(
        ("premium", "OneMomentTooLong", "lets a member in one moment too long"),
        ("premium", "OneMomentTooShort", "puts a member out on the last day"),
    ),
}
