from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.ingest.canonical import canonical, clean
from wsse_vision.ingest.raw import RawBlock

TROUBLE = (
    "a é e\u0301 \r\n\t \u00a0\u202f\u200b\ufeff\u00ad\ud83d\ude00\ud800 🙂 שלום مرحبا "
    "\u202e\u2028\x00\x0c ﬁ ℌ"
    "\U0001f468\u200d\U0001f469"
)
texts = st.one_of(st.text(max_size=40), st.text(alphabet=TROUBLE, max_size=40))
roles = st.sampled_from(["heading", "paragraph", "item", "cell", "note", "quote"])
blocks = st.lists(st.builds(RawBlock, role=roles, text=texts, level=st.integers(0, 6)), max_size=12)


@given(texts)
def test_clean_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    assert len(cleaned.splitlines()) <= 1
    cleaned.encode("utf-8")


@given(blocks)
def test_offsets_hold_for_whatever_a_reader_finds(raw: list[RawBlock]) -> None:
    text, made = canonical(raw)
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    wanted = [clean(block.text) for block in raw if clean(block.text)]
    assert [text[block.start : block.end] for block in made] == wanted
    assert text == ("\n\n".join(wanted) + "\n" if wanted else "")
    for before, after in pairwise(made):
        assert text[before.end : after.start] == "\n\n"


def test_white_space_collapses_but_typography_stays() -> None:
    assert clean(" a \t b\r\nc ") == "a b c"
    assert clean("«\u00a0mot\u202f!\u00a0»") == "«\u00a0mot\u202f!\u00a0»"
    assert clean("co\u00adopé\u200bra\ufeffmos") == "coopéramos"
    assert clean("e\u200b\u0301") == "é"
    assert clean("\uf0b7one\uf0e0two") == "one two"
    assert clean("\ud83d\ude00 \ud800") == "\U0001f600 \ufffd"


def test_sections_are_paths_of_headings() -> None:
    raw = [
        RawBlock("heading", "One", level=1),
        RawBlock("heading", "Two", level=3),
        RawBlock("paragraph", "a"),
        RawBlock("heading", "Three", level=2),
        RawBlock("paragraph", "b"),
        RawBlock("heading", "Four", level=1),
    ]
    _, made = canonical(raw)
    assert [block.section for block in made] == [[], ["One"], ["One", "Two"], ["One"], ["One", "Three"], []]
