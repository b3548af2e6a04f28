"""Coding: a document and its text, read with a codebook, become elements."""

from __future__ import annotations

import uuid
from collections import Counter

from wsse_vision.extract.cues import weigh
from wsse_vision.extract.features import Context, Passage
from wsse_vision.extract.kinds import Judge, Verdict, because
from wsse_vision.extract.learnedkinds import LearnedKinds, kinds_of
from wsse_vision.extract.reading import Reader
from wsse_vision.extract.themejudge import ThemeJudge
from wsse_vision.extract.themes import spoken
from wsse_vision.extract.units import Unit, Units
from wsse_vision.model import LANGUAGES, Coding, Document, Element
from wsse_vision.sources.codebook import Codebook

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wsse-vision.elements")
"""Namespace of the ids of elements. Never to change: reviews refer to elements by id."""

CONTEXT = 32
"""Code points of text kept before and after a quote."""


class Coder:
    """Codes documents with one codebook; keep it for many documents, because it remembers every word it has
    met."""

    def __init__(self, codebook: Codebook) -> None:
        self._names = [theme.id for theme in codebook.themes]
        self._units = Units(codebook)
        self._judge = Judge(codebook)
        self._learned = codebook.learned
        self._readers = {language: Reader(codebook, language) for language in LANGUAGES}
        self.themes = ThemeJudge(codebook, self._readers)

    def code(self, document: Document, text: str) -> Coding:
        """Return the elements of ``document``, whose canonical text is ``text``, in order of the text."""
        elements: list[Element] = []
        occurrences: Counter[str] = Counter()
        passages = self.passages(document, text)
        context = Context(document, text, passages)
        for number in range(len(passages)):
            verdict = self._verdict(context, number)
            if verdict is None:
                continue
            element = self._element(document, text, context, number, verdict)
            key = " ".join(element.quote.casefold().split())
            occurrences[key] += 1
            element.id = element_id(document.source, key, occurrences[key])
            elements.append(element)
        return Coding(document.source, document.text_sha256, elements)

    def passages(self, document: Document, text: str) -> list[Passage]:
        """Return the passages of ``document`` with what the codebook finds in each."""
        return [self._passage(document, text, unit) for unit in self._units.of(document, text)]

    def _passage(self, document: Document, text: str, unit: Unit) -> Passage:
        reader = self._readers[document.blocks[unit.block].language]
        reading = reader.read(text[unit.start : unit.end], unit.places)
        evidence, priors = weigh(reading.cues), self._judge.priors(unit.section, unit.places)
        alone = self._judge.decide(evidence, reading, priors, unit.places)
        return Passage(unit, reading, evidence, priors, spoken(reading.hits, self._names), alone)

    def _verdict(self, context: Context, number: int) -> Verdict | None:
        passage = context.passages[number]
        weights = self._weights(context.language(number))
        if weights is not None:
            return weights.decide(passage, context.of_place(number), context.of_words(number))
        if passage.reading.is_boilerplate and passage.unit.label is None:  # what bears a number is meant
            return None
        company = context.company(number)
        if not company:
            return passage.alone
        return self._judge.decide(passage.evidence, passage.reading, passage.priors, passage.unit.places, company)

    def _weights(self, language: str) -> LearnedKinds | None:
        return kinds_of(language) if self._learned else None

    @staticmethod
    def _because(context: Context, number: int, verdict: Verdict) -> list[str]:
        passage, kind = context.passages[number], verdict.kind
        found = because(kind, passage.evidence, passage.reading, passage.priors)
        if kind in context.company(number):
            found.append("company of its section")
        return found + [f"words: {words} ({kind})" for words in verdict.words]

    def _element(self, document: Document, text: str, context: Context, number: int, verdict: Verdict) -> Element:
        unit = context.passages[number].unit
        block = document.blocks[unit.block]
        quote = text[unit.start : unit.end]
        themes, terms = self.themes.of(document, context, number, verdict.kind)
        if text[unit.start : unit.end] != quote or not quote:
            raise AssertionError(f"{document.source}: element at {unit.start} is not the text at its offsets")
        return Element(
            id="",
            quote=quote,
            start=unit.start,
            end=unit.end,
            prefix=text[max(0, unit.start - CONTEXT) : unit.start],
            suffix=text[unit.end : unit.end + CONTEXT],
            block=unit.block,
            section=list(block.section),
            page=block.page,
            language=block.language,
            kind=verdict.kind,
            themes=themes,
            score=verdict.score,
            because=self._because(context, number, verdict) + terms,
            label=unit.label,
        )


def element_id(source: str, normalised: str, occurrence: int) -> str:
    """Return the id of the ``occurrence``-th (from 1) element of ``source`` with a quote, casefolded, white
    space collapsed."""
    return str(uuid.uuid5(NAMESPACE, f"{source}\n{normalised}\n{occurrence}"))
