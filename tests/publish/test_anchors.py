"""Anchors: an address that somebody has kept leads to the same section in the next version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wsse_vision.publish import anchors, ast

Read = Callable[[str], list[ast.Node]]

THEMES = {
    "debt": "# Debt {#debt}\n\n## What is proposed\n\nWords.\n\n",
    "work": "# Work {#work}\n\n## What is proposed\n\nWords.\n\n## What is asked\n\nWords.\n\n",
}


def ids(blocks: list[ast.Node]) -> list[str]:
    """Return the ids of all headings in their order."""
    return [node["c"][1][0] for node in ast.walk(anchors.permanent(blocks)) if node["t"] == "Header"]


def test_a_section_keeps_its_address_when_others_come_and_go(read_markdown: Read) -> None:
    alone = ids(read_markdown(THEMES["work"]))
    after_another = ids(read_markdown(THEMES["debt"] + THEMES["work"]))
    assert alone == ["work", "work-what-is-proposed", "work-what-is-asked"]
    assert [name for name in after_another if name.startswith("work")] == alone


def test_an_id_that_somebody_wrote_stays(read_markdown: Read) -> None:
    assert ids(read_markdown("# Who {#heard}\n\n## Balance {#gaps}\n")) == ["heard", "gaps"]


def test_links_follow_their_section(read_markdown: Read) -> None:
    tree = anchors.permanent(read_markdown(THEMES["debt"] + THEMES["work"] + "See [it](#what-is-proposed-1).\n"))
    assert [n["c"][2][0] for n in ast.walk(tree) if n["t"] == "Link"] == ["#work-what-is-proposed"]


def test_headings_of_numbers_and_in_other_languages_get_an_address_of_their_words(read_markdown: Read) -> None:
    assert ids(read_markdown("# 2003\n\n# 2004\n\n# Économie & société\n")) == ["2003", "2004", "économie-société"]


def test_the_same_heading_twice_in_one_section_is_still_told_apart(read_markdown: Read) -> None:
    found = ids(read_markdown("# Debt\n\n## Words\n\n## Words\n"))
    assert found == ["debt", "debt-words", "debt-words-2"]


def test_contents_have_two_levels(read_markdown: Read) -> None:
    found: list[dict[str, Any]] = anchors.headings(anchors.permanent(read_markdown(THEMES["work"] + "### Deep\n")))
    assert [(entry["title"], [part["title"] for part in entry["parts"]]) for entry in found] == [
        ("Work", ["What is proposed", "What is asked"])
    ]
