"""Learned judgement of themes: what the codebook's terms leave open, learned from labelled texts.

For each theme a logistic regression on how strongly the codebook's terms speak for it in the passage, for others, in
its section and heading (weights shared by all themes), and on the words themselves (weights of each theme). A theme
that was not learned, because a codebook brings it, is judged by its terms alone (see ``themes``).

The weights are data in ``weights/themes.<language>.json``, whole numbers in thousandths:
``{"shared": {feature: weight}, "themes": {theme: [scale of shared, bias]}, "words": {word: {theme: weight}}}``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from typing import Any

from wsse_vision.extract.themes import MOST_THEMES, THRESHOLD

_SCALE = 1000
_LEAST = -950
"""Least score of a theme: a chance of 0.28, the best balance of precision and recall in documents not learned from."""

_STRONGEST = 4.0
_NAMED = 1.5
"""A theme of this strength is spoken of by name."""

_SAID = 500
_MOST_WORDS = 2


def features(
    strength: Mapping[str, float], theme: str, around: Mapping[str, float], *, expected: bool
) -> dict[str, float]:
    """Return the shared features of ``theme`` in a passage.

    ``strength`` is what the passage says of each theme, ``around`` the mean of the other passages of its section;
    ``expected`` whether the heading or the source names it.
    """
    own = strength.get(theme, 0.0)
    others = max((value for name, value in strength.items() if name != theme), default=0.0)
    return {
        "bias": 1.0,
        "strength": min(own, _STRONGEST),
        "said": float(own > 0),
        "clear": float(own >= THRESHOLD),
        "others": min(others, _STRONGEST),
        "share": own / (sum(strength.values()) or 1.0),
        "expected": float(expected),
        "around": min(around.get(theme, 0.0), _STRONGEST / 2),
    }


class LearnedThemes:
    """The weights of one language."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._shared: dict[str, int] = data["shared"]
        self._themes: dict[str, list[int]] = data["themes"]
        self._words: dict[str, dict[str, int]] = data["words"]

    def knows(self, theme: str) -> bool:
        """Tell whether ``theme`` was learned."""
        return theme in self._themes

    def scores(
        self,
        strength: Mapping[str, float],
        around: Mapping[str, float],
        expected: Collection[str],
        of_words: Collection[str],
    ) -> dict[str, int]:
        """Return a score in thousandths for each theme that the passage's terms or words speak for."""
        told: dict[str, int] = {}
        words = self._words
        for word in of_words:
            if word in words:
                for theme, weight in words[word].items():
                    told[theme] = told.get(theme, 0) + weight
        found: dict[str, int] = {}
        for theme in self._themes.keys() & (strength.keys() | {name for name, weight in told.items() if weight > 0}):
            values = features(strength, theme, around, expected=theme in expected)
            shared = sum(round(self._shared[name] * value) for name, value in values.items())
            scale, bias = self._themes[theme]
            found[theme] = scale * shared // _SCALE + bias + told.get(theme, 0)
        return found

    def chosen(self, scores: Mapping[str, int], strength: Mapping[str, float]) -> list[str]:
        """Return the themes whose score suffices, or which are named, strongest first, at most ``MOST_THEMES``."""
        enough = (t for t, score in scores.items() if score >= _LEAST or strength.get(t, 0.0) >= _NAMED)
        ranked = sorted((-scores[theme], theme) for theme in enough)
        return [theme for _, theme in ranked[:MOST_THEMES]]

    def telling(self, theme: str, of_words: Collection[str]) -> list[str]:
        """Return the words that speak most for ``theme``, strongest first."""
        words = self._words
        found = [(-words[word][theme], word) for word in of_words if word in words and theme in words[word]]
        return [word for weight, word in sorted(found)[:_MOST_WORDS] if weight < -_SAID]


@cache
def themes_of(language: str) -> LearnedThemes | None:
    """Return the shipped weights of ``language``, or nothing when there are none."""
    file = resources.files(__package__).joinpath("weights", f"themes.{language}.json")
    return LearnedThemes(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None
