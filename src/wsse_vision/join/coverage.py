"""How well a theme is covered: by which kinds of sources, where evidence is thin, what is contested."""

from __future__ import annotations

from wsse_vision.join.ranking import agreement
from wsse_vision.sources.evaluations import Vote

THIN = 3
"""A theme that fewer independent sources speak of than this is thin."""

CONTESTED_SHARE = 0.2
"""A proposal is contested when at least this share of its votes is disagreement ..."""

CONTESTED_VOTES = 5
"""... of at least this many votes."""


def is_contested(vote: Vote) -> bool:
    """Tell whether participants were divided over a proposal."""
    return vote.total >= CONTESTED_VOTES and vote.disagree / vote.total >= CONTESTED_SHARE


UNSURE = 0.6
"""What is ranked below this, the coding was not sure of, or it is too short to quote: it is shown last."""


def rank(
    quote: str,
    score: float,
    label: str | None,
    vote: Vote | None,
    *,
    unlike: bool = False,
    accepted: bool = False,
    key: bool = False,
) -> float:
    """Return what decides which elements are shown first when not all can be.

    What reviewers marked as key, then what they accepted; then by the coding's own score (0 to 1), more for a
    proposal with a number and for one that found agreement (by the lower bound of its share), less for
    passages too short to stand alone or too long to quote and for those ``unlike`` the kind that they were coded as.
    """
    words = quote.count(" ") + 1
    length = 0.25 if words < 8 or words > 55 else 0.1 if words > 40 else 0.0
    voted = agreement(vote).low if vote else 0.0
    reviewed = (2.0 if accepted else 0.0) + (2.0 if key else 0.0)
    form = 0.4 if unlike else 0.0
    return round(reviewed + score + (0.3 if label else 0.0) + 0.5 * voted - length - form, 4)


def is_asked(quote: str) -> bool:
    """Tell whether a passage ends with a question mark, whatever closing marks follow it."""
    return quote.rstrip(" \u00a0\u202f.…\"'”’»)").endswith("?")
