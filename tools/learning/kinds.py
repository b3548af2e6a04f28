"""Weights of kinds: a multinomial logistic regression over the features of places and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from learning.examples import Example, folds, matrix, names_of
from wsse_vision.extract.features import HEADING
from wsse_vision.extract.learnedkinds import BIAS, CLASSES
from wsse_vision.model import KINDS

PENALTY = 1.5  # inverse strength, as scikit-learn's C; these four were chosen by cross-validation
WORD = 0.7  # what a word counts beside a feature of its place
LEAST_OCCURRENCES = 3
LEAST_WEIGHT = 0.1
AROUND = ("@place", "@beginning", "@end", "@before", "@after", "@company")


def features(row: Example) -> dict[str, float]:
    """Return all features of a passage in its document."""
    return {**row.place, **dict.fromkeys(row.words, WORD)}


def alone(row: Example) -> dict[str, float]:
    """Return the features of a passage by itself, without what is known of its place in a document."""
    place = {name: value for name, value in row.place.items() if not name.startswith(AROUND)}
    return {**place, **dict.fromkeys((word for word in row.words if not word.startswith(HEADING)), WORD)}


def fitted(rows: Sequence[Example], names: dict[str, int]) -> LogisticRegression:
    """Return the regression fitted to ``rows``, each once in its document and once by itself: statements of a forum
    and documents of a page have little around them."""
    values = matrix([features(row) for row in rows] + [alone(row) for row in rows], names)
    model = LogisticRegression(C=PENALTY, max_iter=1000, class_weight="balanced")
    return model.fit(values, [row.kind for row in rows] * 2)


def known_names(rows: Sequence[Example]) -> dict[str, int]:
    """Return the features worth a weight, numbered."""
    return names_of((features(row) for row in rows), LEAST_OCCURRENCES)


def crossed(rows: Sequence[Example], always: Sequence[Example]) -> tuple[float, float]:
    """Return the macro F1 of ``rows``, each judged by weights learned without its document: in its document, and by
    itself."""
    expected: list[str] = []
    found: list[str] = []
    by_itself: list[str] = []
    for training, held in folds(rows):
        names = known_names([*training, *always])
        model = fitted([*training, *always], names)
        expected += [row.kind for row in held]
        found += list(model.predict(matrix([features(row) for row in held], names)))
        by_itself += list(model.predict(matrix([alone(row) for row in held], names)))
    return _macro(expected, found), _macro(expected, by_itself)


def _macro(expected: list[str], found: list[str]) -> float:
    return float(f1_score(expected, found, labels=list(KINDS), average="macro"))


def learned(rows: Sequence[Example]) -> dict[str, Any]:
    """Return the weights as data, in thousandths, those of words as for a value of 1."""
    names = known_names(rows)
    model = fitted(rows, names)
    order = [list(model.classes_).index(name) for name in CLASSES]
    by_feature = {}
    for name, column in names.items():
        scale = 1.0 if name.startswith("@") else WORD
        values = [scale * float(model.coef_[place, column]) for place in order]
        if name == BIAS:
            values = [value + float(model.intercept_[place]) for value, place in zip(values, order, strict=True)]
        if name == BIAS or max(map(abs, values)) >= LEAST_WEIGHT:
            by_feature[name] = [round(1000 * value) for value in values]
    return {"classes": list(CLASSES), "weights": by_feature}
