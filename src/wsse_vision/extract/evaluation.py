"""How good the coding is: the extraction run on a gold set and compared with its labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wsse_vision.extract.coding import Coder
from wsse_vision.extract.gold import NONE, GoldDocument, Labelled
from wsse_vision.extract.scores import Confusion, Counts, Table, boundaries
from wsse_vision.extract.sentences import sentences
from wsse_vision.model import KINDS, Element
from wsse_vision.sources.codebook import Codebook

_OVERLAP = 0.5
"""An element stands for a labelled sentence when it covers at least this share of it."""


@dataclass(slots=True)
class Result:
    """What one comparison gives: counts of kinds and themes, the confusion of kinds, sentence boundaries, misses."""

    kinds: Table = field(default_factory=Table)
    themes: Table = field(default_factory=Table)
    confusion: Confusion = field(default_factory=Confusion)
    sentences: Counts = field(default_factory=Counts)
    misses: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def kinds_macro(self) -> float:
        """Mean F1 of the kinds."""
        return self.kinds.macro_f1(KINDS)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON data, rounded to four digits."""
        return {
            "kinds": {"macro_f1": round(self.kinds_macro, 4), "micro": self.kinds.micro.as_json(), **_each(self.kinds)},
            "themes": {"micro": self.themes.micro.as_json(), **_each(self.themes)},
            "confusion": [{"expected": a, "found": b, "count": n} for (a, b), n in sorted(self.confusion.items())],
            "sentences": self.sentences.as_json(),
        }


def evaluate(documents: Iterable[GoldDocument], codebook: Codebook) -> Result:
    """Return the result of coding ``documents`` with ``codebook``.

    Kinds are counted over all sentences, themes over those that have a kind. A sentence
    takes the element that covers most of it; an element is used for the first sentence that it covers.
    """
    coder = Coder(codebook)
    result = Result()
    for gold in documents:
        elements = coder.code(gold.document, gold.text).elements
        _boundaries(gold, result)
        used: set[str] = set()
        for sentence in gold.sentences:
            element = _covering(sentence, elements, used)
            found = element.kind if element else NONE
            result.confusion[sentence.kind, found] += 1
            result.kinds.add(_real(sentence.kind), _real(found))
            if sentence.kind != NONE:
                result.themes.add(sentence.themes, element.themes if element else ())
            if found != sentence.kind:
                result.misses.append((gold.name, sentence.kind, found, gold.text[sentence.start : sentence.end]))
    return result


def _covering(sentence: Labelled, elements: list[Element], used: set[str]) -> Element | None:
    best, found = _OVERLAP * (sentence.end - sentence.start), None
    for element in elements:
        covered = min(element.end, sentence.end) - max(element.start, sentence.start)
        if covered >= best and element.id not in used:
            best, found = covered, element
    if found is not None:
        used.add(found.id)
    return found


def _real(kind: str) -> tuple[str, ...]:
    return () if kind == NONE else (kind,)


def _boundaries(gold: GoldDocument, result: Result) -> None:
    """Compare where sentences begin within their blocks; the first of a block needs no finding."""
    for number, block in enumerate(gold.document.blocks):
        if block.role == "heading":
            continue
        expected = {s.start for s in gold.sentences if s.block == number and s.start != block.start}
        found = {start for start, _end in sentences(gold.text, block.start, block.end, block.language)} - {block.start}
        counts = boundaries(set(expected), set(found))
        result.sentences.right += counts.right
        result.sentences.wrong += counts.wrong
        result.sentences.missed += counts.missed


def report(results: dict[str, Result]) -> str:
    """Return results by language as text: figures by kind and theme, and the confusion of kinds."""
    rows = [f"{'':10}{'kinds macro':>12}{'kinds micro':>12}{'themes micro':>13}{'sentences':>10}"]
    for name, result in results.items():
        figures = (result.kinds_macro, result.kinds.micro.f1, result.themes.micro.f1, result.sentences.f1)
        rows.append(f"{name:10}" + "".join(f"{f:>{w}.3f}" for f, w in zip(figures, (12, 12, 13, 10), strict=True)))
    everything = list(results)[-1]
    for title, table in (("kind", results[everything].kinds), ("theme", results[everything].themes)):
        rows += ["", f"{title + ' (' + everything + ')':32}{'precision':>10}{'recall':>8}{'F1':>7}{'there':>7}"]
        for label, counts in sorted(table.labels.items()):
            rows.append(f"{label:32}{counts.precision:>10.3f}{counts.recall:>8.3f}{counts.f1:>7.3f}{counts.support:>7}")
    rows += ["", f"{'expected / found (' + everything + ')':26}" + "".join(f"{k[:8]:>9}" for k in (*KINDS, NONE))]
    for expected in (*KINDS, NONE):
        cells = "".join(f"{results[everything].confusion[expected, found]:>9}" for found in (*KINDS, NONE))
        rows.append(f"{expected:26}{cells}")
    return "\n".join(rows) + "\n"


def _each(table: Table) -> dict[str, Any]:
    return {"labels": {label: counts.as_json() for label, counts in sorted(table.labels.items())}}
