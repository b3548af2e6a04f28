"""Learned judgement of kinds: a logistic regression over features, its weights learned from labelled texts.

Cues say what can be said in rules; which of them weighs how much, and what words without a cue tell, is learned
from the texts in ``learning/`` by ``tools/learn.py``. The weights are data in ``weights/kinds.<language>.json``:
``{"classes": [...], "weights": {feature: [a weight for each class]}}``, whole numbers in thousandths, so that sums are
exact in any order.

Method: multinomial logistic regression with an L2 penalty, rare features and small weights dropped.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from wsse_vision.extract.features import HEADING, Features, Passage
from wsse_vision.extract.kinds import Verdict
from wsse_vision.extract.learnedrows import Unpacker, packed
from wsse_vision.model import KINDS

NONE = "none"
"""The class of what is no element."""

CLASSES = (*KINDS, NONE)
BIAS = "@"
"""The feature that every passage has."""

_UNPACKED = Unpacker(len(CLASSES))
_SCALE = 1000
_SAID = 200
_MOST_KNOWN = 1000
_MOST_WORDS = 3
_CLEARER = ("note", "cell")
_MUST_BE_CLEARER = 2.0
_CLEAR = ((2.5, 0.2), (1.5, 0.5))
"""By how much a clear cue (its least strength) makes it less likely that a sentence is none."""


class _Scaled(dict[float, int]):
    """The weights of a feature of the place times its values; answers are remembered, for few values occur."""

    def __init__(self, weights: Sequence[int]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, value: float) -> int:
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[value] = row = packed(enumerate(round(value * weight) for weight in self._weights))
        return row


class LearnedKinds:
    """The weights of one language."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        if data["classes"] != list(CLASSES):
            raise ValueError(f"weights of other classes: {data['classes']}")
        weights: dict[str, list[int]] = data["weights"]
        self._rows = {name: packed(enumerate(row)) for name, row in weights.items()}
        self._scaled = {name: _Scaled(row) for name, row in weights.items() if name.startswith(BIAS)}
        words = {name: row for name, row in weights.items() if not name.startswith(HEADING)}
        self._weights = weights
        self._said = [{name for name, row in words.items() if row[kind] > _SAID} for kind in range(len(KINDS))]

    def chances(self, of_place: Features, of_words: Iterable[str]) -> list[float]:
        """Return the probability of each of ``CLASSES``."""
        scaled = self._scaled
        rows = [scaled[name][value] for name, value in of_place.items() if name in scaled]
        scores = _UNPACKED(sum(filter(None, map(self._rows.get, of_words)), sum(rows)))
        highest = max(scores)
        exponentials = [math.exp((score - highest) / _SCALE) for score in scores]
        total = sum(exponentials)
        return [value / total for value in exponentials]

    def decide(self, passage: Passage, of_place: Features, of_words: Collection[str]) -> Verdict | None:
        """Return the likeliest kind of a passage, or nothing when it is likelier no element.

        What bears a number is an element whatever its words; a note or a table's cell must be clearer than a sentence
        in a paragraph, one with a clear cue less so.
        """
        places = passage.unit.places
        chances = self.chances(of_place, of_words)
        none = chances.pop()
        best = max(range(len(KINDS)), key=chances.__getitem__)
        if "labelled" in places:
            none = 0.0
        elif not places.isdisjoint(_CLEARER):
            none *= _MUST_BE_CLEARER
        else:
            clearest = max((evidence.strength for evidence in passage.evidence.values()), default=0.0)
            none *= next((factor for least, factor in _CLEAR if clearest >= least), 1.0)
        if chances[best] <= none:
            return None
        return Verdict(KINDS[best], round(chances[best], 3), self._telling(best, of_words))

    def _telling(self, best: int, of_words: Collection[str]) -> list[str]:
        ranked = sorted((-self._weights[name][best], name) for name in self._said[best].intersection(of_words))
        return [name.removeprefix("^ ") for _, name in ranked[:_MOST_WORDS]]


@cache
def kinds_of(language: str) -> LearnedKinds | None:
    """Return the shipped weights of ``language``, or nothing when there are none."""
    file = resources.files(__package__).joinpath("weights", f"kinds.{language}.json")
    return LearnedKinds(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None
