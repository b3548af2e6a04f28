"""Ranking: agreement by share, and few votes never win over many."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wsse_vision.join.ranking import agreement, ranked, wilson
from wsse_vision.sources.evaluations import Vote

counts = st.integers(0, 2_000)
votes = st.builds(Vote, st.just("a"), st.just("forum"), counts, counts, counts, counts)


def vote(agree: int, half: int = 0, disagree: int = 0, unknown: int = 0, label: str = "a") -> Vote:
    """Return votes on one proposal."""
    return Vote(label, "forum", agree, half, disagree, unknown)


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (15, 148, 0.0624, 0.1605)],
)
def test_the_interval_is_that_of_the_textbooks(successes: int, total: int, low: float, high: float) -> None:
    # 15 of 148 is an example of Newcombe 1998 (method 3); the others are read off published tables.
    assert wilson(successes, total) == pytest.approx((low, high), abs=1e-4)


def test_of_no_votes_nothing_is_known() -> None:
    assert agreement(vote(0)) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize(("successes", "total"), [(-1, 3), (4, 3), (1, 0)])
def test_more_successes_than_trials_are_refused(successes: int, total: int) -> None:
    with pytest.raises(ValueError, match="successes among"):
        wilson(successes, total)


def test_three_of_three_stand_below_ninety_of_a_hundred() -> None:
    few, many = vote(3, label="few"), vote(90, disagree=10, label="many")
    assert agreement(few).share > agreement(many).share
    assert [v.label for v in ranked([few, many])] == ["many", "few"]


def test_half_agreement_is_half_a_success() -> None:
    assert agreement(vote(0, half=10)) == agreement(vote(5, disagree=5))


def test_votes_without_an_opinion_count_among_all() -> None:
    assert agreement(vote(5, unknown=5)) == agreement(vote(5, disagree=5))


@given(votes)
def test_bounds_lie_between_nought_and_one_and_the_share_between_them(v: Vote) -> None:
    share, low, high = agreement(v)
    assert 0 <= low <= share <= high <= 1


@given(votes)
def test_more_agreement_among_as_many_votes_ranks_higher(v: Vote) -> None:
    assume(v.disagree > 0)
    better = [
        vote(v.agree, v.half + 1, v.disagree - 1, v.unknown),
        vote(v.agree + 1, v.half, v.disagree - 1, v.unknown),
    ]
    lows = [agreement(one).low for one in (v, *better)]
    assert lows[0] < lows[1] < lows[2]


@given(votes, st.integers(2, 50))
def test_of_equal_shares_the_one_of_more_votes_ranks_higher_and_is_surer(v: Vote, times: int) -> None:
    assume(v.total > 0)
    more = Vote("a", "forum", v.agree * times, v.half * times, v.disagree * times, v.unknown * times)
    few, many = agreement(v), agreement(more)
    assert many.share == pytest.approx(few.share)
    assert many.low > few.low or few.share == 0
    assert many.high - many.low < few.high - few.low


@given(st.permutations([vote(9, 1, label="a"), vote(9, 1, label="b"), vote(0, label="c"), vote(40, 2, 3, label="d")]))
def test_the_order_is_always_the_same(given: list[Vote]) -> None:
    assert [v.label for v in ranked(given)] == ["d", "a", "b", "c"]
