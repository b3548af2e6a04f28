"""Learned judgement of themes: what the codebook's terms leave open, learned from labelled texts.

For each theme a logistic regression on how strongly the codebook's terms speak for it in the passage, for others, in
its section and heading (weights shared by all themes), and on the words themselves (weights of each theme). A theme
that was not learned, because a codebook brings it, is judged by its terms alone (see ``themes``).

The weights are data in ``weights/themes.<language>.json``, whole numbers in thousandths:
``{"shared": {feature: weight}, "themes": {theme: [scale of shared, bias]}, "words": {word: {theme: weight}}}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib import resources
from operator import mul
from typing import Any

from wsse_vision.extract.learnedrows import Unpacker, packed
from wsse_vision.extract.themes import MOST_THEMES, THRESHOLD

_SCALE = 1000
_LEAST = -950
"""Least score of a theme: a chance of 0.28, the best balance of precision and recall in documents not learned from."""

_STRONGEST = 4.0
_MOST_AROUND = 2.0
_NAMED = 1.5
"""A theme of this strength is spoken of by name."""

_WORTH = 500
"""What words must say at least of a theme that no term names."""

_SAID = 500
_MOST_WORDS = 2


SHARED = ("bias", "strength", "said", "clear", "others", "share", "expected", "around")
"""Names of the shared features."""


def features(own: float, others: float, total: float, around: float, *, expected: bool) -> tuple[float, ...]:
    """Return the values of ``SHARED`` for a theme in a passage.

    ``own`` is how strongly the passage speaks of it, ``others`` of the strongest other theme, ``total`` of all,
    ``around`` the mean of the other passages of its section; ``expected`` whether the heading or the source names it.
    """
    return (*_of_passage(own, others, total), float(expected), min(around, _MOST_AROUND))


def _of_passage(own: float, others: float, total: float) -> tuple[float, ...]:
    return (
        1.0,
        min(own, _STRONGEST),
        float(own > 0),
        float(own >= THRESHOLD),
        min(others, _STRONGEST),
        own / total if total else 0.0,
    )


def strongest_others(strength: Mapping[str, float]) -> Callable[[str], float]:
    """Return a function that tells how strong the strongest theme beside a given one is."""
    *_, second, first = sorted((*strength.values(), 0.0, 0.0))
    return lambda theme: second if strength.get(theme, 0.0) >= first else first


class LearnedThemes:
    """The weights of one language."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        shared = [data["shared"].get(name, 0) for name in SHARED]
        *self._of_passage, self._of_expected, self._of_around = shared
        self._themes: dict[str, list[int]] = data["themes"]
        self._words: dict[str, dict[str, int]] = data["words"]
        columns = {theme: column for column, theme in enumerate(self._themes)}
        self._biases = packed((columns[theme], bias) for theme, (_, bias) in self._themes.items())
        self._rows = {
            word: packed((columns[theme], weight) for theme, weight in told.items() if theme in columns)
            for word, told in self._words.items()
        }
        self._unpacked = Unpacker(len(columns))

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
        told = self._unpacked(sum(filter(None, map(self._rows.get, of_words)), self._biases))
        others, total = strongest_others(strength), sum(strength.values())
        silent = sum(map(mul, self._of_passage, _of_passage(0.0, max(strength.values(), default=0.0), total)))
        found: dict[str, int] = {}
        for (theme, (scale, _)), words_say in zip(self._themes.items(), told, strict=True):
            own = strength.get(theme)
            if own:
                shared = sum(map(mul, self._of_passage, _of_passage(own, others(theme), total)))
            elif words_say >= _WORTH:
                shared = silent
            else:
                continue
            if theme in expected:
                shared += self._of_expected
            shared += self._of_around * min(around.get(theme, 0.0), _MOST_AROUND)
            found[theme] = round(scale * shared / _SCALE) + words_say
        return found

    def chosen(self, scores: Mapping[str, int], strength: Mapping[str, float]) -> list[str]:
        """Return the themes whose score suffices, or which are named, strongest first, at most ``MOST_THEMES``."""
        enough = (t for t, score in scores.items() if score >= _LEAST or strength.get(t, 0.0) >= _NAMED)
        ranked = sorted((-scores[theme], theme) for theme in enough)
        return [theme for _, theme in ranked[:MOST_THEMES]]

    def telling(self, theme: str, of_words: Collection[str]) -> list[str]:
        """Return the words that speak most for ``theme``, strongest first."""
        weights = self._words
        found = [(-weights[word].get(theme, 0), word) for word in weights.keys() & of_words]
        return [word for weight, word in sorted(found)[:_MOST_WORDS] if weight < -_SAID]


@cache
def themes_of(language: str) -> LearnedThemes | None:
    """Return the shipped weights of ``language``, or nothing when there are none."""
    file = resources.files(__package__).joinpath("weights", f"themes.{language}.json")
    return LearnedThemes(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None
