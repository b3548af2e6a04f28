"""The inline part of pandoc's syntax tree: running text, and the notes that are called in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Node = dict[str, Any]

_FILE_NAME = re.compile(r"\S*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf)\b|^\S+$", re.IGNORECASE)
_MACHINE_MADE = re.compile(
    r"automatically generated|generated automatically"
    r"|générée automatiquement|generada automáticamente|gerada automaticamente"
    r"|^(?:image|picture|photo|figure|graphic|grafik|bild)\s*\d*$|^avatar$",
    re.IGNORECASE,
)
_SIMPLE_NOTE = re.compile(r"^\[?\d{1,3}\]?$")
_SPACES = frozenset({"Space", "SoftBreak", "LineBreak"})
_PLAIN = frozenset({"Emph", "Strong", "Underline", "Superscript", "Subscript", "SmallCaps"})
_PARTING = re.compile(r"</?(?:br|wbr|p|div)\b", re.IGNORECASE)
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


def text_of(nodes: list[Node], notes: list[list[Node]] | None = None) -> str:
    """Return the text of inlines. A note's content is appended to ``notes``; its call leaves no trace.

    Line breaks are spaces, links keep their words only, mathematics is TeX, images, raw markup and text
    that is struck out are left out.
    """
    return "".join(_inline(node["t"], node.get("c"), notes) for node in nodes)


def _inline(kind: str, content: Any, notes: list[list[Node]] | None) -> str:
    if kind == "Str":
        return str(content)
    if kind in _SPACES:
        return " "
    if kind in _PLAIN:
        return text_of(content, notes)
    if kind in ("Code", "Math"):
        return str(content[1])
    if kind == "Note" and notes is not None:
        notes.append(content)
    reader = _READERS.get(kind)
    return reader(content, notes) if reader else ""


def _span(content: Any, notes: list[list[Node]] | None) -> str:
    """Span: attributes, inlines."""
    classes = content[0][1]
    if "comment-start" in classes or "deletion" in classes:
        return ""
    return text_of(content[1], notes)


def _link(content: Any, notes: list[list[Node]] | None) -> str:
    """Link: attributes, inlines, target."""
    text = text_of(content[1], notes)
    # "[1]" that leads to another place of the same page calls a note.
    if str(content[2][0]).startswith("#") and _SIMPLE_NOTE.match(text.strip()):
        return ""
    return text


def _cite(content: Any, notes: list[list[Node]] | None) -> str:
    """Cite: citations, inlines as they were written."""
    return text_of(content[1], notes)


def _quoted(content: Any, notes: list[list[Node]] | None) -> str:
    """Quoted: kind of quotation mark, inlines."""
    opening, closing = _QUOTES[content[0]["t"]]
    return opening + text_of(content[1], notes) + closing


def _raw(content: Any, _: list[list[Node]] | None) -> str:
    """RawInline: format, markup; some tags part words."""
    return " " if content[0] == "html" and _PARTING.match(content[1]) else ""


_READERS: dict[str, Callable[[Any, list[list[Node]] | None], str]] = {
    "Span": _span,
    "Link": _link,
    "Cite": _cite,
    "Quoted": _quoted,
    "RawInline": _raw,
}


def image_text(nodes: list[Node]) -> str:
    """Return what a paragraph of images only says in their alternative texts, empty if nothing."""
    if any(node["t"] != "Image" and node["t"] not in _SPACES for node in nodes):
        return ""
    told = [text_of(node["c"][1]).strip() for node in nodes if node["t"] == "Image"]
    return " ".join(text for text in told if len(text.split()) > 2 and is_telling(text))


def is_telling(text: str) -> bool:
    """Tell whether the words at an image are a person's, and no file name or machine's guess."""
    return not _FILE_NAME.search(text.strip()) and not _MACHINE_MADE.search(text)
