"""The lesson on APIs: what its cells call."""

from labkit.lessons.apis.exploring import explore
from labkit.lessons.apis.herd import compare
from labkit.lessons.apis.naive import NaiveAvatars
from labkit.lessons.apis.ports import taken_twice
from labkit.lessons.apis.surviving import survive

__all__ = ["NaiveAvatars", "compare", "explore", "survive", "taken_twice"]
