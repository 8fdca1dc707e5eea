"""The review: what its cells call."""

from labkit.lessons.review.chapters import ORDER, Chapter, Claim, Question, chapter
from labkit.lessons.review.claims import claim
from labkit.lessons.review.way import way

__all__ = ["ORDER", "Chapter", "Claim", "Question", "chapter", "claim", "way"]
