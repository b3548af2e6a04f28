"""The sections of publications, as the search knows them."""

from __future__ import annotations

import re
from pathlib import Path

from wsse_vision.config import Config
from wsse_vision.files import write_json
from wsse_vision.home import Project
from wsse_vision.publish import ast, html
from wsse_vision.publish.ast import Node
from wsse_vision.publish.pandoc import run_pandoc
from wsse_vision.site.sections import editions, sections

TEXT = """
Before any heading.

# Debt {#debt}

::: band
- [3]{.number} elements
- [2]{.number} sources
:::

First *words*.

## Proposals

One.

## Proposals

Two.

# Work {#work}

## Proposals

::: box
Three.
:::

# Colophon {#colophon}

Never looked for.

# Index {#index}

## A

Nor this.
"""


def tree() -> list[Node]:
    import json

    blocks: list[Node] = json.loads(run_pandoc(["-f", "markdown", "-t", "json"], TEXT.encode()))["blocks"]
    return blocks


def test_each_heading_of_two_levels_begins_a_section() -> None:
    found = [(section.heading, section.text) for section in sections(tree())]
    assert found == [
        ("", "Before any heading."),
        ("Debt", "3 elements · 2 sources First words."),
        ("Proposals", "One."),
        ("Proposals", "Two."),
        ("Proposals", "Three."),
    ]


def test_the_anchors_are_those_of_the_html() -> None:
    setting = html.Setting(lambda name, alt: {"t": "Null"}, html.evidence_page, str)
    page = run_pandoc(["-f", "json", "-t", "html5"], ast.document(html.document(tree(), setting))).decode()
    there = re.findall(r'<h[12] id="([^"]+)"', page) or re.findall(r'id="([^"]+)"', page)
    anchors = [section.anchor for section in sections(tree()) if section.anchor]
    assert anchors == ["debt", "debt-proposals", "debt-proposals-2", "work-proposals"]
    assert set(anchors) <= set(there)


def test_an_edition_without_html_leads_to_the_page_of_its_publication(tmp_path: Path) -> None:
    project = Project(tmp_path)
    record = {"meta": {"version": "0.2", "title": "A vision"}, "passages": [{"element": "e"}], "blocks": tree()}
    write_json(project.build / "composed" / "synthesis.en.json", record)

    def edition(*formats: str) -> tuple[str, str]:
        config = Config.model_validate({"publications": {"synthesis": {"version": "0.2", "formats": formats}}})
        [found] = editions(project, config)
        assert (found.title, found.quoted) == ("A vision", ["e"])
        return found.path, found.sections[1].anchor

    assert edition("html", "pdf") == ("synthesis/0.2/synthesis-0.2.en.html", "debt")
    assert edition("pdf") == ("synthesis/index.html", "")
