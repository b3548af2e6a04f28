"""Why a passage was coded so, in words for readers."""

from __future__ import annotations

import pytest

from wsse_vision.publish.reasons import in_words

NAMES = {"critique": "Critique", "gender_economy": "Femmes et économie", "work": "Work"}


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("cue: we ought to (critique)", "the words “we ought to” (critique)"),
        ("term: belle-mère (gender_economy)", "the term “belle-mère” (femmes et économie)"),
        ("term: a (b) c (work)", "the term “a (b) c” (work)"),
        ("section: diagnosis", "the part of the document that it stands in"),
        ("institution: World Bank", "the institution “World Bank”"),
        ("numbered", "its number"),
        ("company of its section", "what stands around it"),
        ("something new: x", "something new: x"),
    ],
)
def test_each_reason_has_its_wording(reason: str, words: str) -> None:
    assert in_words([reason], str, NAMES) == [words]


def test_the_same_reason_is_given_once() -> None:
    assert in_words(["section: vision", "section: practice"], str, NAMES) == [
        "the part of the document that it stands in"
    ]


def test_reasons_are_told_in_the_language_of_the_edition() -> None:
    wording = {"its number": "son numéro"}
    assert in_words(["numbered"], lambda message: wording.get(message, message), NAMES) == ["son numéro"]


def test_words_learned_from_examples_are_told_together_and_last() -> None:
    told = in_words(["words: on a (critique)", "numbered", "words: forti (critique)", "words: wage (work)"], str, NAMES)
    assert told == [
        "its number",
        "words (or their stems) frequent in passages of this kind or theme: “on a”, “forti” (critique)",
        "words (or their stems) frequent in passages of this kind or theme: “wage” (work)",
    ]
