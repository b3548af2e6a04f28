"""Themes: from the terms that a passage holds to its themes, strongest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from wsse_vision.extract.terms import Hit, outermost

MOST_THEMES = 4
THRESHOLD = 1.0
_PRIOR = 0.5
_REPEATED = 0.25
_PHRASE = 1.5
_LEAST_SHARE = 0.45


def themes_of(
    hits: Sequence[Hit], inherited: Collection[str], heading: Collection[str], names: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the themes of a passage (ids, strongest first, at most ``MOST_THEMES``) and the terms that
    speak for them.

    ``hits`` carry positions in ``names``; a theme of the source or of the heading strengthens what the
    passage says itself but never adds to it.
    """
    strength: dict[str, float] = {}
    terms: dict[str, list[str]] = {}
    counted: set[tuple[str, int, int]] = set()
    for hit in sorted(outermost(hits), key=lambda h: (-h.weight, h.start)):
        theme = names[hit.code]
        if (theme, hit.start, hit.end) in counted:
            continue  # terms that share a stem
        counted.add((theme, hit.start, hit.end))
        weight = hit.weight * (_PHRASE if " " in hit.term else 1.0)
        known = terms.setdefault(theme, [])
        strength[theme] = strength.get(theme, 0.0) + weight * (_REPEATED if hit.term in known else 1.0)
        if hit.term not in known:
            known.append(hit.term)
    for theme in strength:
        strength[theme] += _PRIOR * ((theme in inherited) + (theme in heading))
    least = max(
        THRESHOLD, _LEAST_SHARE * max(strength.values(), default=0.0)
    )  # what is named in passing beside a main theme is left out
    order = {name: i for i, name in enumerate(names)}
    chosen = sorted((t for t in strength if strength[t] >= least), key=lambda t: (-strength[t], order[t]))[:MOST_THEMES]
    return chosen, [f"term: {term} ({theme})" for theme in chosen for term in terms[theme][:2]]
