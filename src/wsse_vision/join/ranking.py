"""Which proposals found most agreement: by share, and with so much doubt as few votes leave."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from wsse_vision.sources.evaluations import Vote

Z = 1.96
"""Quantile of the normal distribution for a confidence of 95 %."""


class Agreement(NamedTuple):
    """The share of agreement (0 to 1) and the bounds between which it lies with a confidence of 95 %.

    ``low`` is the rank: a proposal that three of three support stands below one that 90 of 100 do.
    """

    share: float
    low: float
    high: float


def wilson(successes: float, total: int, z: float = Z) -> tuple[float, float]:
    """Return the bounds of the score interval for a share of ``successes`` among ``total`` trials (Wilson 1927,
    "Probable inference, the law of succession, and statistical inference", J. Am. Stat. Assoc. 22).

    Of no trials nothing is known: (0, 1). Raises ``ValueError`` when ``successes`` is outside 0 to ``total``.
    """
    if not 0 <= successes <= total:
        raise ValueError(f"{successes} successes among {total} trials")
    if total == 0:
        return 0.0, 1.0
    share, square = successes / total, z * z
    middle = share + square / (2 * total)
    reach = z * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    # Rounding of the last digit must not put a bound beyond the share or beyond nought and one.
    low, high = (middle - reach) / scale, (middle + reach) / scale
    return min(max(low, 0.0), share), max(min(high, 1.0), share)


def agreement(vote: Vote) -> Agreement:
    """Return the share of agreement of a proposal with its bounds.

    Half agreement counts as half a success among all votes, those without an opinion included. The interval is that of
    votes which are all or nothing; votes of 0, ½ and 1 with the same mean vary less (x² ≤ x), so that it is
    rather too wide than too narrow: halves never make a proposal look surer than it is.
    """
    return Agreement(vote.share, *wilson(vote.agree + vote.half / 2, vote.total))


def ranked(votes: Iterable[Vote]) -> list[Vote]:
    """Return votes with the best agreement first: by the lower bound, then by share, number of votes and label."""
    return sorted(votes, key=_rank)


def _rank(vote: Vote) -> tuple[float, float, int, str, str]:
    found = agreement(vote)
    return (-found.low, -found.share, -vote.total, vote.label, vote.evaluation)
