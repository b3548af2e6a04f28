"""Goals: does a passage belong to a theme that is asked for by name?"""

from __future__ import annotations

from wsse_vision.extract.reading import Reader
from wsse_vision.extract.terms import outermost
from wsse_vision.extract.themes import weight_of

THRESHOLD = 1.5
"""Least strength of a theme in a passage of several sentences: a phrase, a word and a weak one, or two words.
Chosen on the development part of the SDG benchmark."""


def strength(text: str, code: int, reader: Reader) -> float:
    """Return how strongly ``text`` speaks of the theme with number ``code`` in the codebook: the weights of its
    different terms added up, those of phrases half as much again (as in ``themes``; here a term counts once)."""
    weights: dict[str, float] = {}
    for hit in outermost(reader.read(text).hits):
        if hit.code == code:
            weights[hit.term] = weight_of(hit)
    return sum(weights.values())


def belongs(text: str, code: int, reader: Reader) -> bool:
    """Tell whether ``text`` belongs to the theme with number ``code``, whatever else it speaks of."""
    return strength(text, code, reader) >= THRESHOLD
