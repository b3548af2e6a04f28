"""Coding: a document and its text, read with a codebook, become elements."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wsse_vision.extract.company import Company
from wsse_vision.extract.cues import CompiledCue, compiled_cues, weigh
from wsse_vision.extract.kinds import Decision, Judge
from wsse_vision.extract.patterns import Compiler, Entry, PatternIndex, from_start
from wsse_vision.extract.terms import Hit, TermIndex
from wsse_vision.extract.themes import themes_of
from wsse_vision.extract.units import Unit, Units
from wsse_vision.extract.words import Form, Vocabulary
from wsse_vision.model import LANGUAGES, Block, Coding, Document, Element
from wsse_vision.sources.codebook import Codebook, in_language

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wsse-vision.elements")
"""Namespace of the ids of elements. Never to change: reviews refer to elements by id."""

CONTEXT = 32
"""Code points of text kept before and after a quote."""

_MOST_SHOWN = 6
_NOTHING = Form("", "")
_ANY_PLACE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage holds: cues that hold with the words that matched, themes' terms, and institutions by
    name."""

    cues: list[tuple[CompiledCue, str]]
    hits: list[Hit]
    actors: dict[str, float]
    is_boilerplate: bool


def _words(forms: Sequence[Form], start: int, end: int) -> str:
    """Return the words by which a cue matched, for people to read; of many the first and last."""
    words = [form.text for form in forms[start:end]]
    return " ".join(words if len(words) <= _MOST_SHOWN else [*words[:3], "…", *words[-2:]])


class Reader:
    """Reads passages of one language: every pattern and term of the codebook in one pass over the words."""

    def __init__(self, codebook: Codebook, language: str) -> None:
        lists = in_language(codebook.lists, language) or {}
        compiler = Compiler(language, lists)
        self._cues = compiled_cues(codebook, language, compiler)
        entries = [(number, pattern) for number, cue in enumerate(self._cues) for pattern in cue.patterns]
        self._index = PatternIndex(entries)
        self._lead = compiler.list("lead")
        self._institutions = len(codebook.themes)  # the code after the themes' own
        terms = [(code, term) for code, theme in enumerate(codebook.themes) for term in theme.terms_in(language)]
        terms += [(self._institutions, term) for term in (in_language(codebook.actors, language) or [])]
        self._terms = TermIndex(terms, language, compiler)
        self._vocabulary = Vocabulary(language, self._prepare)

    def _prepare(self, form: Form) -> None:
        anywhere, at_start = self._index.beginning_with(form)
        begun = self._terms.beginning_with(form)
        form.first = (anywhere, begun) if anywhere or begun else None
        form.at_start = at_start

    def read(self, passage: str, places: frozenset[str] = _ANY_PLACE) -> Reading:
        """Return what ``passage`` holds; ``places`` says where it stands (see ``where`` in the codebook)."""
        forms = self._vocabulary.forms(passage)
        matched: dict[int, tuple[int, int]] = {}
        hits: list[Hit] = []
        length = len(forms)
        for position, form in enumerate(forms):
            if form.first is None:
                continue
            anywhere, begun = form.first
            after = forms[position + 1] if position + 1 < length else _NOTHING
            for number, pattern in anywhere:
                if number in matched or not (pattern.adjacent is None or pattern.adjacent[after]):
                    continue
                if end := pattern.match(forms, position):
                    matched[number] = (position, end)
            if begun:
                hits += self._terms.hits(forms, position, begun)
        self._match_starts(forms, matched)
        found = [(self._cues[number], matched[number]) for number in sorted(matched)]
        held = [(cue, _words(forms, *span)) for cue, span in found if cue.holds(forms, places, self._lead)]
        return Reading(
            [one for one in held if one[0].kind],
            [h for h in hits if h.code < self._institutions],
            self._actors(hits),
            any(not cue.kind for cue, _ in held),
        )

    def _match_starts(self, forms: Sequence[Form], matched: dict[int, tuple[int, int]]) -> None:
        for position, distance in from_start(forms, self._lead):
            form = forms[position]
            entries: list[Entry] = [*form.at_start, *self._index.loose] if distance == 0 else form.at_start
            for number, pattern in entries:
                if distance > pattern.gaps[0] or number in matched or not pattern.slots[0][form]:
                    continue
                if end := pattern.match(forms, position):
                    matched[number] = (position, end)

    def _actors(self, hits: list[Hit]) -> dict[str, float]:
        return {hit.term: hit.weight for hit in hits if hit.code == self._institutions}

    def themes(self, heading: str) -> list[Hit]:
        """Return the terms of themes in a heading."""
        return self.read(heading).hits


class Coder:
    """Codes documents with one codebook; keep it for many documents, because it remembers every word it has
    met."""

    def __init__(self, codebook: Codebook) -> None:
        self._names = [theme.id for theme in codebook.themes]
        self._units = Units(codebook)
        self._judge = Judge(codebook)
        self._readers = {language: Reader(codebook, language) for language in LANGUAGES}
        self._headings: dict[tuple[str, str], list[str]] = {}

    def code(self, document: Document, text: str) -> Coding:
        """Return the elements of ``document``, whose canonical text is ``text``, in order of the text."""
        elements: list[Element] = []
        occurrences: Counter[str] = Counter()
        read = [(unit, self._reading(document, text, unit)) for unit in self._units.of(document, text)]
        company = Company()
        for unit, reading in read:
            section = document.blocks[unit.block].section
            company.add(section, None if reading.is_boilerplate else self._decide(reading, unit, {}))
        for unit, reading in read:
            element = self._element(document, text, unit, reading, company)
            if element is not None:
                key = " ".join(element.quote.casefold().split())
                occurrences[key] += 1
                element.id = element_id(document.source, key, occurrences[key])
                elements.append(element)
        return Coding(document.source, document.text_sha256, elements)

    def _reading(self, document: Document, text: str, unit: Unit) -> Reading:
        language = document.blocks[unit.block].language
        return self._readers[language].read(text[unit.start : unit.end], unit.places)

    def _decide(self, reading: Reading, unit: Unit, company: Mapping[str, float]) -> Decision | None:
        return self._judge.decide(weigh(reading.cues), reading.actors, unit.section, unit.places, company)

    def _element(self, document: Document, text: str, unit: Unit, reading: Reading, company: Company) -> Element | None:
        block = document.blocks[unit.block]
        quote = text[unit.start : unit.end]
        if reading.is_boilerplate and unit.label is None:  # what bears a number is meant
            return None
        alone = self._decide(reading, unit, {})
        decision = self._decide(reading, unit, company.of(block.section, alone))
        if decision is None:
            return None
        themes, because = self._themes(document, block, reading, unit, decision.kind)
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
            kind=decision.kind,
            themes=themes,
            score=decision.score,
            because=decision.because + because,
            label=unit.label,
        )

    def _themes(
        self, document: Document, block: Block, reading: Reading, unit: Unit, kind: str
    ) -> tuple[list[str], list[str]]:
        inherited = [theme for theme in document.metadata.get("themes") or [] if theme in self._names]
        heading = self._heading_themes(block)
        themes, because = themes_of(reading.hits, inherited, heading, self._names)
        if not themes and (unit.label is not None or kind == "definition"):
            themes = (heading or inherited)[:1]
            because = [f"theme of the {'heading' if heading else 'source'}: {theme}" for theme in themes]
        return themes, because

    def _heading_themes(self, block: Block) -> list[str]:
        """Return the themes named by the innermost heading that names any."""
        for heading in reversed(block.section):
            key = (block.language, heading)
            if key not in self._headings:
                hits = self._readers[block.language].themes(heading)
                self._headings[key] = themes_of(hits, (), (), self._names)[0]
            if self._headings[key]:
                return self._headings[key]
        return []


def element_id(source: str, normalised: str, occurrence: int) -> str:
    """Return the id of the ``occurrence``-th (from 1) element of ``source`` with a quote, casefolded, white
    space collapsed."""
    return str(uuid.uuid5(NAMESPACE, f"{source}\n{normalised}\n{occurrence}"))


_last: list[tuple[Codebook, Coder]] = []


def code(document: Document, text: str, codebook: Codebook) -> Coding:
    """Return the coding of ``document``; the coder of the last codebook is kept, so calling this for many
    documents costs no more."""
    if not _last or _last[0][0] is not codebook:
        _last[:] = [(codebook, Coder(codebook))]
    return _last[0][1].code(document, text)
