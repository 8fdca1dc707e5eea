"""The parts of a Markdown text that rules ask about."""

import re

_FENCE = re.compile(r"^\s*(```|~~~)[^\n]*\n.*?^\s*\1[^\n]*$", re.MULTILINE | re.DOTALL)
_MERMAID = re.compile(r"^\s*```mermaid[^\n]*\n(.*?)^\s*```", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_HEADING = re.compile(r"^(#{1,6})\s+\S", re.MULTILINE)
_QUESTION = re.compile(r"\?|\bpredict\b|\bguess\b", re.IGNORECASE)


def prose(text: str) -> str:
    """The text without code blocks, diagrams, HTML tags and the targets of links."""
    return re.sub(r"<[^>]+>", " ", _LINK_TARGET.sub("]", _FENCE.sub("", text)))


def words(text: str) -> int:
    """How many words somebody reads; signs that stand alone are none."""
    return sum(any(sign.isalnum() for sign in word) for word in prose(text).split())


def headings(text: str) -> list[int]:
    """The levels of the headings, in order."""
    return [len(marks) for marks in _HEADING.findall(_FENCE.sub("", text))]


def diagrams(text: str) -> list[str]:
    """The sources of the mermaid diagrams."""
    return _MERMAID.findall(text)


def asks(text: str) -> bool:
    """Whether the text asks the reader something."""
    return bool(_QUESTION.search(_INLINE_CODE.sub("", prose(text))))
