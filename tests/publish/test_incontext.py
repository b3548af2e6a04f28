"""Passages in their paragraphs: each paragraph once, what is marked in it, and what is known of each passage."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.publish import incontext


def passage(paragraph: str, quote: str, start: int | None = None, **other: Any) -> dict[str, Any]:
    """Return the record of a quote in a paragraph."""
    at = paragraph.index(quote) if start is None else start
    known = {"source": "book", "language": "fr", "page": 3, "section": ["1. Art", "2. Vision"], "label": None}
    why = {"kind": "Value", "themes": ["Economic democracy"], "score": 0.71, "because": ["cue: décider (value)"]}
    stands = {"element": f"at-{at}", "before": paragraph[:at], "quote": quote, "after": paragraph[at + len(quote) :]}
    return {**known, **why, **stands, **other}


TWO = "Avant <b>. Décider ensemble. Puis. Partager tout. Après."


def test_a_paragraph_is_shown_once_with_all_that_is_marked_in_it() -> None:
    first, second = passage(TWO, "Décider ensemble."), passage(TWO, "Partager tout.", kind="Practice")
    (together,) = incontext.by_paragraph([first, second])
    shown = incontext.Known().paragraph(together)
    assert (
        '<p lang="fr">Avant &lt;b&gt;. <mark id="e-at-11">Décider ensemble.</mark> Puis.'
        ' <mark id="e-at-35">Partager tout.</mark> Après.</p>'
    ) in shown
    place, *known = shown.split("<li>")
    assert 'p. 3 · <span lang="fr">2. Vision</span>' in " ".join(place.split()), "where the paragraph stands"
    assert "Value · Economic democracy" in " ".join(known[0].split())
    assert "Practice · Economic democracy" in " ".join(known[1].split()), "in the order in which they are marked"
    assert "cue: décider (value)" in known[0].split("<details")[1], "why it was coded so is there for those who ask"


def test_passages_that_overlap_are_not_marked_in_one_paragraph() -> None:
    one, other = passage(TWO, "Décider ensemble. Puis."), passage(TWO, "Puis. Partager tout.")
    assert [len(together) for together in incontext.by_paragraph([one, other])] == [1, 1]


def test_the_same_words_in_the_next_paragraph_are_another_paragraph() -> None:
    same = "Décider ensemble."
    assert [len(one) for one in incontext.by_paragraph([passage(same, same), passage(same, same)])] == [1, 1]
    elsewhere = passage(TWO, "Partager tout.", page=4)
    assert [len(one) for one in incontext.by_paragraph([passage(TWO, "Décider ensemble."), elsewhere])] == [1, 1]


def test_of_a_long_paragraph_only_what_is_near_is_shown() -> None:
    filler = "mot " * 1_000
    long = f"{filler}Premier mot. {filler}Second mot. {filler}"
    near, far = passage(long, "Premier mot."), passage(long, "Second mot.")
    shown = [incontext.marked(together) for together in incontext.by_paragraph([near, far])]
    assert len(shown) == 2, "what stands between two passages far from each other is not shown in between"
    assert all(len(one) < 2_000 and one.count("…") == 2 for one in shown)


@given(st.text("ab <&é.", min_size=1, max_size=80), st.data())
def test_nothing_that_is_shown_differs_from_the_paragraph(paragraph: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(paragraph)), min_size=2, max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    passages = [passage(paragraph, paragraph[start:end], start) for start, end in spans]
    (together,) = incontext.by_paragraph(passages)
    shown = incontext.marked(together).strip()
    assert unescape(re.sub(r"<(?:/?mark|p|/p)\b[^<>]*>", "", shown)) == paragraph
    assert [unescape(one) for one in re.findall(r"<mark[^>]*>(.*?)</mark>", shown, re.DOTALL)] == [
        paragraph[start:end] for start, end in spans
    ]
