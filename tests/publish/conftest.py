"""Composed publications, made small."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from wsse_vision.join.evidence import Passage, Quote
from wsse_vision.publish import ast
from wsse_vision.publish.language import Words
from wsse_vision.publish.markdown import READER
from wsse_vision.publish.pandoc import run_pandoc
from wsse_vision.publish.passages import Passages
from wsse_vision.sources.evaluations import Vote

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
    '<text x="2" y="12">A &amp; B</text></svg>'
)

KIND_NAMES = {
    "value": "Value",
    "practice": "Practice",
    "definition": "Definition",
    "proposal": "Proposal",
    "critique": "Critique",
    "policy": "Policy",
    "indicator": "Indicator",
    "question": "Question",
}


@pytest.fixture
def passages() -> Passages:
    """The writer of passages, in English."""
    return Passages(KIND_NAMES, Words())


@pytest.fixture
def a_quote() -> Callable[..., Quote]:
    """Make a quote; everything about it can be told otherwise."""

    def make(text: str = "Those who bear the consequences decide.", **given: Any) -> Quote:
        fields: dict[str, Any] = {
            "id": "1",
            "text": text,
            "source": "06-social-money",
            "source_kind": "notebook",
            "kind": "proposal",
            "language": "en",
            "page": None,
        }
        return Quote(**{**fields, **given})

    return make


@pytest.fixture
def read_markdown() -> Callable[[str], list[ast.Node]]:
    """Read Markdown as compositions are read, citations left as they are written."""

    def read(markdown: str) -> list[ast.Node]:
        blocks: list[ast.Node] = json.loads(run_pandoc(["-f", READER, "-t", "json"], markdown.encode()))["blocks"]
        return blocks

    return read


@pytest.fixture
def composed(
    read_markdown: Callable[[str], list[ast.Node]], passages: Passages, a_quote: Callable[..., Quote]
) -> Callable[..., dict[str, Any]]:
    """Make a composed publication: a quote, a proposal with votes, a table, a figure - or the Markdown given."""

    def settled(node: ast.Node) -> list[ast.Node] | None:
        return node["c"][1] if node["t"] == "Cite" else None

    def make(markdown: str | None = None, **given: Any) -> dict[str, Any]:
        meta = {
            "slug": "synthesis",
            "language": "en",
            "title": "A vision",
            "subtitle": "In many voices",
            "abstract": "What is held in common.",
            "project": "The project",
            "organisation": "The workgroup",
            "version": "0.1",
            "state": "draft",
            "date": "2026-11-23",
            "day": "23 November 2026",
            "paper": "a4",
            "specimens": 1,
            "build": "0123456789ab",
        }
        vote = Vote("06.02", "forum", 6, 2, 1, 1)
        if markdown is None:
            markdown = (
                "# Values {#values}\n\nSome words.\n\n"
                + str(passages.quote(a_quote(kind="value")))
                + str(passages.proposal(a_quote(label="06.02", vote=vote, language="fr")))
                + "\n| theme | sources |\n|---|---|\n| work | 3 |\n\n"
                + '::: {.drawing #fig-map name="map" alt="Two discs, \\"joined\\"."}\nThe map.\n:::\n'
            )
        figures = {"map": {"name": "map", "svg": SVG, "caption": "The map.", "alt": "Two discs."}}
        blocks = ast.rewrite(read_markdown(markdown), settled)
        names = {"democracy": "Economic democracy"}
        shown = [
            Passage(quote, f"Before. {quote.text} After.", 8, 0.7, ("cue",)).as_json(
                "A book", {}, {theme: names.get(theme, theme) for theme in quote.themes}
            )
            for quote in passages.used.values()
        ]
        return {"meta": {**meta, **given}, "figures": figures, "passages": shown, "blocks": blocks}

    return make
