"""The tests with gaps of the lesson on message queues."""

from labkit.lessons.blanks import Blank, Mistake

_PLUGIN = ("-p", "labkit.lessons.queues.fixtures")
_TOO_WIDE = "Too wide: any mistake would pass. Name the error."


def _publisher(name: str, text: str, advice: str = "") -> Blank:
    return Blank(_PLUGIN, (Mistake(("--publisher", name), text, advice),), "publisher")


def _mailer(name: str, text: str) -> Blank:
    return Blank(_PLUGIN, (Mistake(("--mailer", name), text),), "mailer")


_CONFIRMS = (
    Mistake(("--publisher", "NeverAsks"), "makes nothing of a refusal"),
    Mistake(("--publisher", "FailsByAccident"), "fails with another error", _TOO_WIDE),
)

TASKS = {
    "messages": _publisher("ForgetsToPersist", "sends messages that a restart wipes out"),
    "confirms": Blank(_PLUGIN, _CONFIRMS, "publisher"),
    "acks": _mailer("AcksFirst", "acknowledges before the mail is sent"),
    "prefetch": _mailer("TakesEverything", "takes all messages that there are"),
    "dead-letters": _mailer("DropsTheUnreadable", "drops what it cannot read"),
    "once": _mailer("SendsTwice", "does not know a message that it has had"),
}
