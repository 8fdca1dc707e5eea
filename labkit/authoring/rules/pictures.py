"""Rules for pictures, and for those who see them differently or not at all."""

import re
from itertools import pairwise
from typing import Any

from labkit.authoring.notebook import Cell, is_code, is_text, outputs, source, tags
from labkit.authoring.rules.finding import Finding, Page
from labkit.authoring.rules.markdown import diagrams

DESCRIBED = "described"  # the tag of a cell whose picture the text describes elsewhere
_MARKDOWN_IMAGE = re.compile(r"!\[([^\]]*)\]\(")
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_HTML_ALT = re.compile(r"\balt\s*=\s*[\"'][^\"']+", re.IGNORECASE)
_CAPTION = re.compile(r"\b(figure|plot|chart|picture|diagram|bars?|curves?)\b", re.IGNORECASE)
_COLOURED = re.compile(r"(background(-color)?|\bcolor)\s*:", re.IGNORECASE)
_IN_WORDS = re.compile(r"[✓✔✗✘]|\b(pass|passed|fail|failed|ok|caught|missed|error)\b", re.I)
_LAMP = re.compile(r"(?:^|\|)\s*[🔴🟢🟡🟠🔵🟥🟩🟨🟧]\s*(?:\||$)", re.MULTILINE)
_SIGNALS = re.compile(r"[\"'](?:tab:)?(red|green)[\"']")
_OTHER_SIGNS = re.compile(r"\b(hatch|marker|label|annotate|text|bar_label|xticks|barh?)\b")


def has_a_picture(page: Page) -> list[Finding]:
    """A lesson has at least one picture or diagram."""
    if any(_draws(cell) or _shows_picture(cell) for cell in page.cells):
        return []
    return [page.finding(None, "no picture and no diagram")]


def pictures_have_alternative_text(page: Page) -> list[Finding]:
    """Every picture is told in words: an image, a diagram, a plot."""
    found = [
        page.finding(number, problem)
        for number, cell in page.numbered()
        for problem in (_of_text(source(cell)) if is_text(cell) else _of_html(cell))
    ]
    return found + _plots(page)


def colour_is_never_alone(page: Page) -> list[Finding]:
    """What colour tells, words or signs tell as well."""
    return [
        page.finding(number, "colour alone tells pass from fail; add a word, sign or hatch")
        for number, cell in page.numbered()
        if (_coloured_code(cell) if is_code(cell) else _LAMP.search(source(cell)))
    ]


def _of_text(text: str) -> list[str]:
    found = ["an image has no alternative text" for alt in _MARKDOWN_IMAGE.findall(text) if not alt]
    found += _images_without_alt(text)
    for diagram in diagrams(text):
        missing = [name for name in ("accTitle", "accDescr") if name not in diagram]
        found += [f"a mermaid diagram has no {name}" for name in missing]
    return found


def _of_html(cell: Cell) -> list[str]:
    return [problem for html in _html(cell) for problem in _images_without_alt(html)]


def _images_without_alt(html: str) -> list[str]:
    images = _HTML_IMAGE.findall(html)
    return ["an <img> has no alt text" for image in images if not _HTML_ALT.search(image)]


def _plots(page: Page) -> list[Finding]:
    following = [*(after for _, after in pairwise(page.cells)), None]
    return [
        page.finding(number, f"nothing describes its plot; add a text cell or the tag {DESCRIBED}")
        for (number, cell), after in zip(page.numbered(), following, strict=True)
        if _shows_picture(cell) and not _is_described(cell, after)
    ]


def _is_described(cell: Cell, after: Cell | None) -> bool:
    if DESCRIBED in tags(cell) or all(map(_describes_itself, outputs(cell))):
        return True
    return after is not None and is_text(after) and bool(_CAPTION.search(source(after)))


def _describes_itself(output: dict[str, Any]) -> bool:
    """Whether an output carries its description; `<Figure size 640x480 ...>` is none."""
    data, metadata = output.get("data", {}), output.get("metadata", {})
    if any(metadata.get(mime, {}).get("alt") for mime in data):
        return True
    return not _has_image(data) or not data.get("text/plain", "<").startswith("<")


def _coloured_code(cell: Cell) -> bool:
    if any(_COLOURED.search(html) and not _IN_WORDS.search(html) for html in _html(cell)):
        return True
    return {*_SIGNALS.findall(source(cell))} == {"red", "green"} and not _OTHER_SIGNS.search(
        source(cell)
    )


def _draws(cell: Cell) -> bool:
    text = source(cell) if is_text(cell) else "".join(_html(cell))
    return bool(
        _MARKDOWN_IMAGE.search(text) or _HTML_IMAGE.search(text) or diagrams(text) or "<svg" in text
    )


def _shows_picture(cell: Cell) -> bool:
    return _has_image(_data(cell))


def _has_image(data: dict[str, Any]) -> bool:
    return any(mime.startswith("image/") for mime in data)


def _html(cell: Cell) -> list[str]:
    return [value for mime, value in _data(cell).items() if mime == "text/html"]


def _data(cell: Cell) -> dict[str, Any]:
    return {key: value for output in outputs(cell) for key, value in output.get("data", {}).items()}
