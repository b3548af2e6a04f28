"""Labelled passages with their features, and matrices of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from scipy.sparse import csr_matrix

from wsse_vision.extract.coding import Coder
from wsse_vision.extract.features import Context
from wsse_vision.extract.gold import GoldDocument

FOLDS = 5


class Example(NamedTuple):
    """A labelled passage: its document, features of its place, its words, what its terms say of themes (strengths in
    the passage, around it, and what is expected of it), its kind and themes."""

    document: str
    place: Mapping[str, float]
    words: frozenset[str]
    strength: Mapping[str, float]
    around: Mapping[str, float]
    expected: frozenset[str]
    kind: str
    themes: frozenset[str]


def examples(gold: GoldDocument, coder: Coder) -> list[Example]:
    """Return the passages of a document that stand for a labelled sentence."""
    context = Context(gold.document, gold.text, coder.passages(gold.document, gold.text))
    labelled = {sentence.start: sentence for sentence in gold.sentences}
    found = []
    for number, passage in enumerate(context.passages):
        sentence = labelled.get(passage.unit.start)
        if sentence is None or abs(sentence.end - passage.unit.end) > 3:
            continue
        expected = frozenset(coder.themes.expected(gold.document, context, number))
        place, words, around = context.of_place(number), context.of_words(number), context.around(number)
        strength = passage.spoken.strength
        of_terms = (frozenset(words), strength, around, expected)
        found.append(Example(gold.name, place, *of_terms, sentence.kind, sentence.themes))
    return found


def folds(rows: Sequence[Example]) -> Iterable[tuple[list[Example], list[Example]]]:
    """Yield what is learned from and what is held back, by whole documents."""
    documents = sorted({row.document for row in rows})
    for n in range(FOLDS):
        held = set(documents[n::FOLDS])
        yield [row for row in rows if row.document not in held], [row for row in rows if row.document in held]


def names_of(rows: Iterable[Collection[str]], least: int) -> dict[str, int]:
    """Return the names that occur at least ``least`` times, numbered in their order."""
    counts = Counter(name for row in rows for name in row)
    return {name: n for n, name in enumerate(sorted(k for k, n in counts.items() if n >= least))}


def matrix(rows: Sequence[Mapping[str, float]], names: Mapping[str, int]) -> csr_matrix:
    """Return the values of ``rows``, a column for each of ``names``."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in rows:
        for name, value in row.items():
            if name in names:
                columns.append(names[name])
                values.append(value)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(names)))
