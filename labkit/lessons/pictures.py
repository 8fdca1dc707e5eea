"""Plots that say in words what they show."""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Picture:
    """A PNG image with alternative text.

    Attributes:
        png: the image.
        alt: what the image shows, for those who do not see it. It must be true wherever the
            notebook runs, so it holds no measured numbers.
    """

    png: bytes
    alt: str

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"image/png": self.png, "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt}}


def picture(figure: "Figure", alt: str) -> Picture:
    """Turn a matplotlib figure, which no other code needs any more, into a picture."""
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=110, facecolor="white")
    return Picture(buffer.getvalue(), alt)
