"""What changed between two versions, told so that an editor and a reader can follow it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.release.difference import between, words


def element(identifier: str, quote: str, **given_: Any) -> dict[str, Any]:
    """Return an element as a version's content has it."""
    usual = {"source": "01-well", "kind": "value", "themes": ["work"], "language": "en"}
    return {"id": identifier, "quote": quote, **usual, "status": "unreviewed", "decision": {}, **given_}


def version(number: str, *elements: dict[str, Any], text: list[str] | None = None, **sources: str) -> dict[str, Any]:
    """Return a version of one section; ``sources`` by id with a hash."""
    listed = [{"id": name, "title": name.title(), "key": key} for name, key in sources.items()]
    section = {"id": "work", "title": "Work", "text": text or []}
    return {
        "slug": "synthesis", "version": number, "identity": "", "sections": {"en": [section]},
        "elements": list(elements), "sources": listed,
    }  # fmt: skip


def test_nothing_changed() -> None:
    one = version("0.1", element("a", "Water is life."), text=["As before."], well="1")
    assert between(one, {**one, "version": "0.2"}).counts == {}


def test_sources_come_go_and_change() -> None:
    found = between(version("0.1", well="1", mill="1"), version("0.2", well="2", field="1"))
    assert [s["id"] for s in found.sources["added"]] == ["field"]
    assert [s["id"] for s in found.sources["removed"]] == ["mill"]
    assert [s["id"] for s in found.sources["changed"]] == ["well"]


def test_an_element_is_coded_anew_when_kind_or_themes_differ() -> None:
    before = version("0.1", element("a", "Water is life."), element("b", "We share.", themes=["debt"]))
    after = version("0.2", element("a", "Water is life.", kind="practice"), element("b", "We share.", themes=[]))
    assert [a["id"] for a, _ in between(before, after).elements["coded anew"]] == ["a", "b"]


def test_a_decision_is_told_apart_from_a_coding() -> None:
    before = version("0.1", element("a", "Water is life."))
    after = version("0.2", element("a", "Water is life.", status="accepted", decision={"by": "core group"}))
    assert between(before, after).counts == {"elements": {"decided anew": 1}}


def test_a_sentence_that_was_reworded_is_no_loss_and_no_gain() -> None:
    before = version(
        "0.1", element("a", "Water must never be refused to anybody."), element("z", "Quite another thing.")
    )
    after = version("0.2", element("b", "Water must never be refused to anyone."), element("z", "Quite another thing."))
    assert between(before, after).counts == {"elements": {"reworded": 1}}


def test_a_paragraph_that_stayed_is_not_shown_again() -> None:
    before = version("0.1", text=["The first.", "There were eleven families at the well."])
    after = version("0.2", text=["The first.", "There were thirteen families at the well.", "And a third."])
    [section] = between(before, after).sections["en"]
    assert section.paragraphs == [
        None,
        [("same", "There were "), ("removed", "eleven"), ("added", "thirteen"), ("same", " families at the well.")],
        [("added", "And a third.")],
    ]


TEXTS = st.lists(st.sampled_from(["a", "bé", " ", ".", "\n", "水", "x "]), max_size=20).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_marked_one(before: str, after: str) -> None:
    parts = words(before, after)
    assert "".join(text for what, text in parts if what != "added") == before
    assert "".join(text for what, text in parts if what != "removed") == after
