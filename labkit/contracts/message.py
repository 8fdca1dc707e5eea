"""A message as a provider sends it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """What goes into a queue.

    Attributes:
        contents: the body.
        metadata: what goes beside it, for example a routing key.
        content_type: what the body is.
    """

    contents: bytes
    metadata: dict[str, object] = field(default_factory=dict)
    content_type: str = "application/json"
