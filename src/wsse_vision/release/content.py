"""What a version says, in a form that two versions can be compared by: its text by section, elements, sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wsse_vision.config import Config
from wsse_vision.files import read_json
from wsse_vision.home import Project
from wsse_vision.join.evidence import Quote
from wsse_vision.publish import anchors, ast
from wsse_vision.publish.ast import Node
from wsse_vision.publish.catalogue import BY_SLUG
from wsse_vision.versions import CONTENT, Release

Content = dict[str, Any]
"""``slug``, ``version``, ``identity``; ``sections`` by language, each ``{id, title, text: [paragraph, ...]}``;
``elements`` ``{id, source, kind, themes, language, quote, status, decision}`` and ``sources`` ``{id, title, key}`` that
the publication draws on, both with public data only."""

_APART = ("colophon",)
"""Sections that differ between any two builds."""


def of_build(project: Project, config: Config, slug: str) -> Content:
    """Return the content of the publication as it was composed last."""
    records = {
        language: read_json(project.build / "composed" / f"{slug}.{language}.json")
        for language in config.languages_of(slug)
    }
    from wsse_vision.publish.desk import Desk  # most builds compare nothing

    desk = Desk(project, config)
    sources = [source for source in desk.sources_of(BY_SLUG[slug]) if source.state == "used"]
    meta = next(iter(records.values()))["meta"]
    return {
        "slug": slug,
        "version": meta["version"],
        "identity": meta["build"],
        "sections": {language: list(sections(record["blocks"])) for language, record in records.items()},
        "elements": [element(quote) for source in sources for quote in desk.evidence.in_order(source.id)],
        "sources": [{"id": source.id, "title": source.title, "key": source.key} for source in sources],
    }


def of_release(project: Project, release: Release) -> Content:
    """Return the content that was frozen with a release."""
    found: Content = read_json(project.outputs / release.path / CONTENT)
    return found


def element(quote: Quote) -> dict[str, Any]:
    """Return an element as contents hold it."""
    return {
        "id": quote.id,
        "source": quote.source,
        "kind": quote.kind,
        "themes": list(quote.themes),
        "language": quote.language,
        "quote": quote.text,
        "status": quote.status,
        "decision": quote.decision,
    }


def sections(blocks: list[Node]) -> Iterator[dict[str, Any]]:
    """Yield the sections of a document in order; one below another is called by both their titles."""
    section: dict[str, Any] = {"id": "", "title": "", "text": []}
    chapter = ""
    for node in _leaves(anchors.permanent(blocks)):
        if node["t"] == "Header":
            yield from _kept(section)
            level, attr, words = node["c"]
            title = ast.plain(words)
            chapter = title if level == 1 else chapter
            section = {"id": attr[0], "title": title if level == 1 else f"{chapter}: {title}", "text": []}
        elif text := _text(node):
            section["text"].append(text)
    yield from _kept(section)


def _kept(section: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if section["id"] not in _APART and section["text"]:
        yield section


def _leaves(tree: Any) -> Iterator[Node]:
    """Yield headings, paragraphs and rows of tables, whatever they stand in."""
    if isinstance(tree, list):
        for item in tree:
            yield from _leaves(item)
    elif isinstance(tree, dict):
        if tree.get("t") in ("Header", "Para", "Plain"):
            yield tree
        elif tree.get("t") == "Table":
            yield from ({"t": "Row", "c": cells} for cells in _rows(tree["c"][3:6]))
        else:
            yield from _leaves(tree.get("c"))


def _rows(tree: Any) -> Iterator[list[Node]]:
    """Yield the cells of each row of a table's head, bodies and foot: a row is ``[attr, [cell, ...]]``."""
    if isinstance(tree, list):
        if len(tree) == 2 and isinstance(tree[1], list) and tree[1] and _is_cell(tree[1][0]):
            yield [{"t": "Plain", "c": cell[4]} for cell in tree[1]]
        else:
            for item in tree:
                yield from _rows(item)


def _is_cell(item: Any) -> bool:
    """Tell a cell: ``[attr, alignment, row span, column span, blocks]``."""
    return isinstance(item, list) and len(item) == 5 and isinstance(item[1], dict) and item[1]["t"].startswith("Align")


def _text(node: Node) -> str:
    if node["t"] == "Row":
        return " · ".join(" ".join(ast.plain(cell["c"]).split()) for cell in node["c"])
    return " ".join(ast.plain(node["c"]).split())
