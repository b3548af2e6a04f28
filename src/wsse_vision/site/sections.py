"""The sections of the publications as the search knows them: their words and their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wsse_vision.config import Config
from wsse_vision.files import read_json
from wsse_vision.home import Project
from wsse_vision.model import Language
from wsse_vision.publish import anchors
from wsse_vision.publish.ast import Node

_DEEPEST = 2
"""Headings down to this level begin a section of their own."""

APPARATUS = frozenset({"index", "sources", "data", "colophon"})
"""Sections of the first level, by the ids that the templates give them, which only count and list what stands
elsewhere: every search would find them."""

_NUMBERS = "band"
"""The class of a box with numbers, what a section counts."""

_LEAVES = frozenset({"Para", "Plain", "LineBlock", "CodeBlock", "RawBlock", "Table", "HorizontalRule"})
"""Blocks without headings inside."""


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


def sections(blocks: list[Node]) -> Iterator[Section]:
    """Yield the sections of a text that say anything, with the anchors that its HTML gives them."""
    # Only headings are settled, in place: to rewrite the whole text for the sake of its anchors would take long.
    anchors.permanent(list(_headings(blocks)))
    section, told = Section("", ""), True
    for block in blocks:
        if block["t"] != "Header" or block["c"][0] > _DEEPEST:
            section.parts.append(_counted(block) or _text(block) if told else "")
            continue
        if section.text:
            yield section
        anchor = block["c"][1][0]
        told = anchor not in APPARATUS if block["c"][0] == 1 else told
        section = Section(anchor, _text(block["c"][2]))
    if section.text:
        yield section


def _headings(blocks: list[Any]) -> Iterator[Node]:
    """Yield the headings of a text in their order, those in boxes and lists too."""
    for block in blocks:
        if isinstance(block, list):
            yield from _headings(block)
        elif isinstance(block, dict) and block["t"] == "Header":
            yield block
        elif isinstance(block, dict) and block["t"] not in _LEAVES and isinstance(block.get("c"), list):
            yield from _headings(block["c"])


def _counted(block: Node) -> str:
    """Return the numbers of a section one after another; nothing for a block of any other sort."""
    if block["t"] != "Div" or _NUMBERS not in block["c"][0][1]:
        return ""
    items = [item for part in block["c"][1] if part["t"] == "BulletList" for item in part["c"]]
    return " · ".join(" ".join(_text(item).split()) for item in items)


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
