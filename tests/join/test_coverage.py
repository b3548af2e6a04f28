"""What comes first when not everything can be shown, and what counts as contested."""

from __future__ import annotations

import pytest

from wsse_vision.join.coverage import is_asked, is_contested, rank
from wsse_vision.sources.evaluations import Vote

SENTENCE = "Every cooperative should publish its accounts in words that all members understand."


def vote(agree: int, half: int, disagree: int, unknown: int) -> Vote:
    """Return a vote."""
    return Vote("01.01", "forum", agree, half, disagree, unknown)


@pytest.mark.parametrize(
    ("counts", "contested"),
    [
        ((4, 0, 1, 0), True),
        ((20, 2, 3, 0), False),
        ((10, 0, 10, 0), True),
        ((0, 0, 4, 0), False),
        ((0, 0, 0, 0), False),
        ((3, 1, 1, 0), True),
    ],
)
def test_a_proposal_is_contested_when_a_fifth_of_at_least_five_votes_is_against_it(
    counts: tuple[int, int, int, int], contested: bool
) -> None:
    assert is_contested(vote(*counts)) is contested


def test_agreement_brings_a_proposal_forward_the_more_the_more_people_voted() -> None:
    plain = rank(SENTENCE, 0.5, "01.01", None)
    few, many = (rank(SENTENCE, 0.5, "01.01", vote(n, 0, 0, 0)) for n in (2, 20))
    against = rank(SENTENCE, 0.5, "01.01", vote(0, 0, 20, 0))
    assert plain == against < few < many


def test_a_thousand_votes_bring_hardly_more_than_fifty() -> None:
    some, fifty, thousand = (rank(SENTENCE, 0.5, "01.01", vote(n, 0, 0, 0)) for n in (5, 50, 1000))
    assert 0 < thousand - fifty < fifty - some


def test_a_numbered_proposal_comes_before_one_without_a_number() -> None:
    assert rank(SENTENCE, 0.5, "01.01", None) > rank(SENTENCE, 0.5, None, None)


def test_what_is_too_short_to_stand_alone_or_too_long_to_quote_comes_later() -> None:
    fit = rank(SENTENCE, 0.5, None, None)
    assert rank("Share it.", 0.5, None, None) < fit
    assert rank(" ".join(["word"] * 60), 0.5, None, None) < rank(" ".join(["word"] * 45), 0.5, None, None) < fit


def test_what_does_not_look_like_its_kind_comes_after_what_does() -> None:
    assert rank(SENTENCE, 0.9, None, None, unlike=True) < rank(SENTENCE, 0.6, None, None)


@pytest.mark.parametrize(
    ("quote", "asked"),
    [("Who pays?", True), ("« Qui paie ? »", True), ("(“Who pays?”)", True), ("Who pays? Nobody.", False)],
)
def test_a_question_ends_with_its_mark_whatever_closes_it(quote: str, asked: bool) -> None:
    assert is_asked(quote) is asked
