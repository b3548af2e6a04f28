"""Weights of themes: a logistic regression for each, on a part that all themes share and on the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from learning.examples import Example, folds, matrix, names_of
from wsse_vision.extract.features import HEADING
from wsse_vision.extract.learnedthemes import SHARED, LearnedThemes, strongest_others
from wsse_vision.extract.learnedthemes import features as shared_features

PENALTY = 0.7  # inverse strength, as scikit-learn's C; these four were chosen by cross-validation
WORD = 0.7
LEAST_OCCURRENCES = 3
LEAST_WEIGHT = 0.2


def words(row: Example) -> dict[str, float]:
    """Return the words of a passage by which themes are told: no marks, no numbers, not how it begins."""
    return {
        word: WORD for word in row.words if word[0].isalpha() and not word.startswith(HEADING) and word[-1].isalpha()
    }


def shared_rows(rows: Sequence[Example], themes: Sequence[str]) -> list[dict[str, float]]:
    """Return the shared features of each theme of each passage."""
    found = []
    for row in rows:
        others, total = strongest_others(row.strength), sum(row.strength.values())
        for theme in themes:
            own, around = row.strength.get(theme, 0.0), row.around.get(theme, 0.0)
            values = shared_features(own, others(theme), total, around, expected=theme in row.expected)
            found.append(dict(zip(SHARED, values, strict=True)))
    return found


def learned(rows: Sequence[Example], themes: Sequence[str]) -> dict[str, Any]:
    """Return the weights as data, in thousandths; ``rows`` are elements, which have a kind."""
    wanted = np.array([[theme in row.themes for theme in themes] for row in rows])
    shared_values = shared_rows(rows, themes)
    shared_names = names_of(shared_values, 1)
    base = LogisticRegression(C=1, max_iter=1000, fit_intercept=False)
    values = matrix(shared_values, shared_names)
    base.fit(values, wanted.reshape(-1))
    scores = base.decision_function(values).reshape(len(rows), len(themes))
    word_names = names_of((words(row) for row in rows), LEAST_OCCURRENCES)
    of_words = matrix([words(row) for row in rows], word_names)
    by_word: dict[str, dict[str, int]] = {}
    by_theme = {}
    for number, theme in enumerate(themes):
        model = LogisticRegression(C=PENALTY, solver="liblinear")
        model.fit(hstack([csr_matrix(scores[:, [number]]), of_words]).tocsr(), wanted[:, number])
        scale, *coefficients = (float(value) for value in model.coef_[0])
        by_theme[theme] = [round(1000 * scale), round(1000 * float(model.intercept_[0]))]
        for word, column in word_names.items():
            if abs(coefficients[column]) * WORD >= LEAST_WEIGHT:
                by_word.setdefault(word, {})[theme] = round(1000 * WORD * coefficients[column])
    of_shared = {name: round(1000 * float(base.coef_[0][column])) for name, column in shared_names.items()}
    return {"shared": of_shared, "themes": by_theme, "words": by_word}


def crossed(rows: Sequence[Example], always: Sequence[Example], themes: Sequence[str]) -> float:
    """Return the micro F1 of the themes of ``rows``, each judged by weights learned without its document."""
    right = expected = found = 0
    for training, held in folds(rows):
        weights = LearnedThemes(learned([*training, *always], themes))
        for row in held:
            scores = weights.scores(row.strength, row.around, row.expected, words(row))
            chosen = set(weights.chosen(scores, row.strength))
            right += len(chosen & row.themes)
            expected += len(row.themes)
            found += len(chosen)
    return 2 * right / (expected + found)
