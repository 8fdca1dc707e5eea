"""Metadata that is the same whoever saved the notebook, and with whichever Python."""

from labkit.authoring.notebook import Notebook

_SETTLED = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
_KEPT = ("labkit", "title", "widgets")


def settle_metadata(notebook: Notebook) -> None:
    """Give the notebook the course's kernel and language, and drop what editors added."""
    metadata = notebook["metadata"]
    kept = {key: metadata[key] for key in _KEPT if key in metadata}
    notebook["metadata"] = {**{key: dict(value) for key, value in _SETTLED.items()}, **kept}
