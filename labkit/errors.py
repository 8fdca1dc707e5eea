"""The errors that labkit shows to people: one sentence that says what, where and what to do."""


class LabError(Exception):
    """A problem that the reader of the message can mend.

    Args:
        message: one sentence: what is wrong, where, and what to do about it.

    ``status`` is the exit status of the command that raised it: 2, unusable arguments or input.
    """

    status = 2

    def _render_traceback_(self) -> list[str]:
        """The lines that a notebook shows in place of a traceback; IPython asks for them."""
        return [str(self)]


class MachineLacks(LabError):
    """This machine lacks something that the command needs; `labkit doctor` says what."""

    status = 3
