"""The sections of the publications as the search knows them: their words and their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wsse_vision.config import Config, Language
from wsse_vision.files import read_json
from wsse_vision.home import Project
from wsse_vision.publish import anchors, ast
from wsse_vision.publish.ast import Node

_DEEPEST = 2
"""Headings down to this level begin a section of their own."""


@dataclass(slots=True)
class Section:
    """A part of an edition: its anchor, its heading (empty before the first) and its text."""

    anchor: str
    heading: str
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its text, white space settled."""
        return " ".join(" ".join(self.parts).split())


@dataclass(frozen=True, slots=True)
class Edition:
    """A publication in one language as it was composed; ``path`` is relative to ``outputs/``, ``quoted`` are the ids of
    the elements that it quotes.
    """

    slug: str
    language: Language
    title: str
    path: str
    quoted: list[str]
    sections: list[Section]


def editions(project: Project, config: Config) -> Iterator[Edition]:
    """Yield every edition that was composed, one after another: none is kept.

    An edition without HTML has the page of its publication as its address and sections without anchors.
    """
    for slug in config.slugs():
        for language in config.languages_of(slug):
            record = read_json(project.build / "composed" / f"{slug}.{language}.json")
            version, title = record["meta"]["version"], record["meta"]["title"]
            path = f"{slug}/{version}/{slug}-{version}.{language}.html"
            found = list(sections(record["blocks"]))
            if "html" not in config.formats_of(slug):
                path = config.index_pages(f"{slug}/index").get(language, f"{slug}/index.html")
                found = [Section("", section.heading, section.parts) for section in found]
            quoted = [passage["element"] for passage in record["passages"]]
            yield Edition(slug, language, title, path, quoted, found)


def sections(blocks: list[dict[str, Any]]) -> Iterator[Section]:
    """Yield the sections of a text that say anything, with the anchors that its HTML gives them."""
    # Only headings are settled, in place: to rewrite the whole text for the sake of its anchors would take long.
    anchors.permanent([node for node in ast.walk(blocks) if node["t"] == "Header"])
    section = Section("", "")
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] <= _DEEPEST:
            if section.text:
                yield section
            section = Section(block["c"][1][0], _text(block["c"][2]))
        else:
            section.parts.append(_text(block))
    if section.text:
        yield section


def _text(tree: Any) -> str:
    """Return the words of a tree; unlike those of ``ast.plain`` the paragraphs in it stand apart."""
    parts: list[str] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            parts.append(_own(node))
            if node.get("t") not in ("Str", "Code", "RawBlock", "RawInline", "Math") and "c" in node:
                waiting.append(node["c"])
    return "".join(parts)


def _own(node: Node) -> str:
    kind = node.get("t")
    if kind == "Str":
        return str(node["c"])
    if kind == "Code":
        return str(node["c"][1])
    return " " if kind in ("Space", "SoftBreak", "LineBreak", "Para", "Plain", "Header", "Div") else ""
