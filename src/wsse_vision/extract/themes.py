"""Themes: from the terms that a passage holds to its themes, strongest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from wsse_vision.extract.terms import Hit, outermost

MOST_THEMES = 4
THRESHOLD = 1.0
_PRIOR = 0.5
_REPEATED = 0.25
_PHRASE = 1.5
_LEAST_SHARE = 0.45


class Spoken(NamedTuple):
    """What a passage says of themes: strengths by id, and the terms that speak for each, strongest first."""

    strength: Mapping[str, float]
    terms: Mapping[str, Sequence[str]]


def spoken(hits: Sequence[Hit], names: Sequence[str]) -> Spoken:
    """Return what ``hits``, whose codes are positions in ``names``, say of each theme.

    A phrase counts half as much again, a term that was met before a quarter, a term inside a longer one nothing.
    """
    strength: dict[str, float] = {}
    terms: dict[str, list[str]] = {}
    counted: set[tuple[str, int, int]] = set()
    for hit in sorted(outermost(hits), key=lambda h: (-h.weight, h.start)):
        theme = names[hit.code]
        if (theme, hit.start, hit.end) in counted:
            continue  # terms that share a stem
        counted.add((theme, hit.start, hit.end))
        weight = weight_of(hit)
        known = terms.setdefault(theme, [])
        strength[theme] = strength.get(theme, 0.0) + weight * (_REPEATED if hit.term in known else 1.0)
        if hit.term not in known:
            known.append(hit.term)
    return Spoken(strength, terms)


def weight_of(hit: Hit) -> float:
    """Return what a term counts by itself: a phrase half as much again as a word."""
    return hit.weight * (_PHRASE if " " in hit.term else 1.0)


def chosen(strength: Mapping[str, float], expected: Sequence[Collection[str]], names: Sequence[str]) -> list[str]:
    """Return the themes of a passage, strongest first, at most ``MOST_THEMES``, by the strengths alone.

    A theme that is ``expected`` (of the source, of the heading) strengthens what the passage says itself but never adds
    to it. What is named in passing beside a main theme is left out.
    """
    with_priors = {t: value + sum(_PRIOR for one in expected if t in one) for t, value in strength.items()}
    least = max(THRESHOLD, _LEAST_SHARE * max(with_priors.values(), default=0.0))
    order = {name: i for i, name in enumerate(names)}
    strong = sorted((t for t in with_priors if with_priors[t] >= least), key=lambda t: (-with_priors[t], order[t]))
    return strong[:MOST_THEMES]
