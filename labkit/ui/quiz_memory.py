"""Answers to self-check questions, remembered from one session to the next."""

import json
from pathlib import Path

from labkit import atomic
from labkit.grading.hints import state_file


class AnswersOnDisk:
    """The last answer to each question, in a file beside the one of the opened hints."""

    def answer(self, chapter: str, question: str) -> str:
        """The id of the option that was checked last; empty when none was."""
        found = _read().get(chapter, {}).get(question, "")
        return found if isinstance(found, str) else ""

    def keep(self, chapter: str, question: str, option: str) -> None:
        """Remember an answer; on a disk that cannot be written it is lost, no more."""
        state = _read()
        state.setdefault(chapter, {})[question] = option
        path = _path()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write_text(path, json.dumps(state, indent=1, sort_keys=True))
        except OSError:
            return


def _path() -> Path:
    return state_file().with_name("answers.json")


def _read() -> dict[str, dict[str, str]]:
    """What is remembered; nothing when the file is missing or unreadable."""
    try:
        data = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    well_formed = isinstance(data, dict) and all(isinstance(v, dict) for v in data.values())
    return data if well_formed else {}
