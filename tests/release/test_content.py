"""The text of a version by section, as it is kept for comparisons."""

from __future__ import annotations

import json

from wsse_vision.publish.pandoc import run_pandoc
from wsse_vision.release.content import sections


def read(markdown: str) -> list[tuple[str, str, list[str]]]:
    """Return the sections of a text: id, title, paragraphs."""
    blocks = json.loads(run_pandoc(["-f", "markdown", "-t", "json"], markdown.encode()))["blocks"]
    return [(section["id"], section["title"], section["text"]) for section in sections(blocks)]


def test_a_part_is_called_after_its_chapter_too() -> None:
    text = "# Work\n\nOne.\n\n## Values\n\nTwo.\n\n# Debt\n\n## Values\n\nThree.\n"
    assert read(text) == [
        ("work", "Work", ["One."]),
        ("work-values", "Work: Values", ["Two."]),
        ("debt-values", "Debt: Values", ["Three."]),
    ]


def test_each_row_of_a_table_is_a_paragraph_of_its_own() -> None:
    table = "# T\n\n| Theme | Votes |\n|---|--:|\n| Work | 12 |\n| *Debt* | 3 |\n"
    assert read(table) == [("t", "T", ["Theme · Votes", "Work · 12", "Debt · 3"])]


def test_lists_and_quotes_are_text_as_well() -> None:
    assert read("# T\n\n- one\n- two\n\n> three\n\n::: x\nfour\n:::\n")[0][2] == ["one", "two", "three", "four"]


def test_the_colophon_is_left_out_because_no_two_builds_share_it() -> None:
    assert read("# One\n\nText.\n\n# Colophon {#colophon}\n\nIdentity 1234.\n") == [("one", "One", ["Text."])]
