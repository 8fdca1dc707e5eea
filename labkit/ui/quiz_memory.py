"""Answers to self-check questions, remembered from one session to the next."""

from labkit.remembered import Remembered


class AnswersOnDisk:
    """The last answer to each question, in a file beside the one of the opened hints."""

    def __init__(self) -> None:
        self._file = Remembered("answers.json")

    def answer(self, chapter: str, question: str) -> str:
        """The id of the option that was checked last; empty when none was."""
        found = self._file.get(chapter, question)
        return found if isinstance(found, str) else ""

    def keep(self, chapter: str, question: str, option: str) -> None:
        """Remember an answer; on a disk that cannot be written it is lost, no more."""
        self._file.keep(chapter, question, option)
