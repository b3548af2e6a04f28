"""Passages are found again, or said to be lost; never taken for another."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from review_corpus import BANK, DEBT, SCHOOL, coded

from wsse_vision.model import Element
from wsse_vision.review.anchor import NEAR, NEAR_ALONE, Finder, Found, Lost, Selector, claims

ODD = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("é̈́🌍𐍈שלוםعالم’-“ "), min_size=1)


def finder(*sentences: str) -> Finder:
    coding, document, text = coded(*sentences)
    return Finder(document, text, coding)


def of(element: Element) -> Selector:
    return Selector(element.id, element.quote, element.prefix, element.suffix)


def elements(*sentences: str) -> list[Element]:
    return coded(*sentences)[0].elements


def test_an_element_whose_text_moved_is_found_by_its_id() -> None:
    [bank] = elements(BANK)
    found = finder("A new beginning, three times as long as any other.", BANK).find(of(bank))
    assert isinstance(found, Found)
    assert (found.how, found.element.quote if found.element else "") == ("id", BANK)


def test_words_without_an_id_are_found_whatever_the_keyboard_made_of_them() -> None:
    sentence = "The bank’s members “decide”  on all\u00a0loans."
    found = finder(BANK, sentence).find(Selector(quote='The bank\'s members "decide" on all loans.'))
    assert isinstance(found, Found)
    assert (found.how, found.element.quote if found.element else "") == ("exact", sentence)


def test_the_same_words_twice_are_told_apart_by_what_stands_around_them() -> None:
    _, first, _, second, _ = elements("One.", BANK, "Two, which is in the middle.", BANK, "Three at the end.")
    after_edit = finder("Zero.", BANK, "Two, which is in the middle.", BANK, "Three at the end.")
    found = after_edit.find(Selector(None, BANK, second.prefix, second.suffix))
    assert isinstance(found, Found)
    assert found.element is not None
    assert found.element.id == second.id
    assert after_edit.find(Selector(None, BANK)) == Lost("several")
    assert first.id != second.id


def test_an_id_that_passed_to_an_earlier_occurrence_does_not_take_its_decision_along() -> None:
    _, bank, _ = elements("What stands before it.", BANK, "What stands after it.")
    found = finder(BANK, "A new paragraph.", "What stands before it.", BANK, "What stands after it.").find(of(bank))
    assert isinstance(found, Found)
    assert found.element is not None
    assert found.element.block == 3


def test_of_two_equal_sentences_one_of_which_is_gone_the_other_keeps_its_own_decision() -> None:
    first, _, _, second = elements(BANK, "Then a remark.", "Another remark, quite long.", BANK)
    after = finder("Then a remark.", "Another remark, quite long.", BANK)
    found = claims([after.find(of(first)), after.find(of(second))], [first.id, second.id])
    assert found[0] == Lost("gone")
    assert isinstance(found[1], Found)


def test_a_corrected_typo_is_followed() -> None:
    _, wrong, _ = elements(DEBT, "Comunities shuold own the banks that hold their savings.", SCHOOL)
    found = finder(DEBT, BANK, SCHOOL).find(of(wrong))
    assert isinstance(found, Found)
    assert (found.how, found.element.quote if found.element else "") == ("fuzzy", BANK)


def test_nothing_is_guessed_when_two_passages_are_alike() -> None:
    [gone] = elements("The State should cancel the debt of poor countries in the South.")
    alike = [f"The State should cancel the debt of poor countries in the {x}." for x in ("North", "East")]
    assert finder(*alike).find(of(gone)) == Lost("several")


def test_a_deleted_sentence_is_gone_though_another_speaks_of_the_same() -> None:
    [gone] = elements("Banks should be owned by communities, which save in them.")
    assert finder(BANK, DEBT, SCHOOL).find(of(gone)) == Lost("gone")


@pytest.mark.parametrize("words", ["Free work.", "Yes, indeed"])
def test_a_few_words_are_not_compared_loosely(words: str) -> None:
    [short] = elements(words)
    assert finder(words.replace("e", "ee", 1)).find(of(short)) == Lost("gone")


def test_an_id_that_nothing_has_is_unknown_and_one_of_other_words_differs() -> None:
    bank, debt = elements(BANK, DEBT)
    assert finder(BANK, DEBT).find(Selector("5f0c")) == Lost("unknown")
    assert finder(BANK, DEBT).find(Selector(bank.id, debt.quote)) == Lost("differs")


@given(before=ODD, quote=ODD, after=ODD, inserted=ODD)
def test_exact_words_are_found_at_their_code_points(before: str, quote: str, after: str, inserted: str) -> None:
    sentences = [unicodedata.normalize("NFC", " ".join(s.split())) for s in (before, quote, after, inserted)]
    assume(all(sentences))
    assume(len(set(" ".join(sentences).split())) >= 4)
    wanted = elements(*sentences[:3])[1]
    coding, document, text = coded(sentences[3], *sentences[:3])
    found = Finder(document, text, coding).find(Selector(None, wanted.quote, wanted.prefix, wanted.suffix))
    assert isinstance(found, Lost) or text[found.start : found.end] == wanted.quote or _alike(text, found, wanted)
    by_id = Finder(document, text, coding).find(of(wanted))
    assert isinstance(by_id, Found)
    assert by_id.element is not None
    assert text[by_id.start : by_id.end] == by_id.element.quote
    assert by_id.element.quote.casefold() == wanted.quote.casefold()


def _alike(text: str, found: Found, wanted: Element) -> bool:
    """Tell whether what was found differs in the kind of dash or quotation mark at most."""
    same = str.maketrans({**dict.fromkeys("’‘ʼ", "'"), **dict.fromkeys("”„“", '"'), **dict.fromkeys("‐‑–—", "-")})
    now = " ".join(text[found.start : found.end].split())
    return now.translate(same) == " ".join(wanted.quote.split()).translate(same)


@given(st.lists(ODD, min_size=1, max_size=6), st.data())
def test_any_slice_of_any_text_is_found_where_it_is_or_said_to_be_ambiguous(
    parts: list[str], data: st.DataObject
) -> None:
    sentences = [s for s in (unicodedata.normalize("NFC", " ".join(p.split())) for p in parts) if s]
    assume(sentences)
    coding, document, text = coded(*sentences)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end].strip()
    assume(quote)
    around = Selector(None, quote, text[max(0, start - 32) : start], text[end : end + 32])
    found = Finder(document, text, coding).find(around)
    if isinstance(found, Found):
        assert found.how == "exact"
        assert len(" ".join(text[found.start : found.end].split())) == len(" ".join(quote.split()))
    else:
        assert found == Lost("several")


def test_words_that_are_only_alike_are_followed_in_their_old_place_alone() -> None:
    alike = "Communities should run the banks that hold all their money."
    assert NEAR < fuzz.ratio(BANK.casefold(), alike.casefold()) < NEAR_ALONE
    _, old, _ = elements(DEBT, BANK, SCHOOL)
    assert isinstance(finder(DEBT, alike, SCHOOL).find(of(old)), Found)
    assert finder(DEBT, SCHOOL, "Elsewhere.", alike, "Nothing that stood here before.").find(of(old)) == Lost("gone")
