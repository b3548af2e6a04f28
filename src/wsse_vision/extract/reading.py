"""Reading: what the codebook's patterns and terms find in a passage, in one pass over its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, pairwise
from operator import attrgetter, or_
from typing import NamedTuple

from wsse_vision.extract.cues import CompiledCue, compiled_cues
from wsse_vision.extract.patternindex import Candidate, PatternIndex
from wsse_vision.extract.patterns import Compiler, from_start
from wsse_vision.extract.terms import Hit, TermIndex
from wsse_vision.extract.words import Form, Vocabulary
from wsse_vision.sources.codebook import Codebook, in_language

Span = tuple[int, int]
"""First form and the one after the last."""

Begun = tuple[int, Sequence[Candidate]]
"""A place in a sentence, and the patterns whose first two slots fit there."""

_NOTHING = Form("", "")
_SLOTS = attrgetter("slots")
_ANY_PLACE: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """What a passage holds: its forms, the cues that hold with the forms that matched, themes' terms, and
    institutions by name with their weights."""

    forms: Sequence[Form]
    cues: Sequence[tuple[CompiledCue, Span]]
    hits: Sequence[Hit]
    actors: Mapping[str, float]
    is_boilerplate: bool


class Reader:
    """Reads passages of one language: every pattern and term of the codebook in one pass over the words."""

    def __init__(self, codebook: Codebook, language: str) -> None:
        lists = in_language(codebook.lists, language) or {}
        compiler = Compiler(language, lists)
        self._cues = compiled_cues(codebook, language, compiler)
        numbered = [(number, pattern) for number, cue in enumerate(self._cues) for pattern in cue.patterns]
        self._index = PatternIndex(numbered, compiler.slots)
        self._all_slots = (1 << len(compiler.slots)) - 1
        self._lead = compiler.list("lead")
        self._institutions = len(codebook.themes)  # the code after the themes' own
        terms = [(code, term) for code, theme in enumerate(codebook.themes) for term in theme.terms_in(language)]
        terms += [(self._institutions, term) for term in (in_language(codebook.actors, language) or [])]
        self._terms = TermIndex(terms, language, compiler)
        self._vocabulary = Vocabulary(language, self._prepare)

    def _prepare(self, form: Form) -> None:
        self._index.prepare(form)
        self._terms.prepare(form)

    def read(self, passage: str, places: frozenset[str] = _ANY_PLACE) -> Reading:
        """Return what ``passage`` holds; ``places`` says where it stands (see ``where`` in the codebook)."""
        forms = self._vocabulary.forms(passage)
        absent = self._all_slots & ~reduce(or_, map(_SLOTS, forms), 0)
        matched = _matched(forms, chain(_anywhere(forms), self._at_starts(forms)), absent)
        found = [(self._cues[number], matched[number]) for number in sorted(matched)]
        held = [(cue, span) for cue, span in found if cue.holds(forms, absent, places, self._lead)]
        cues = [one for one in held if one[0].kind]
        hits = self._terms.hits(forms)
        themes = [hit for hit in hits if hit.code < self._institutions]
        return Reading(forms, cues, themes, self._actors(hits), len(cues) < len(held))

    def _at_starts(self, forms: Sequence[Form]) -> Iterator[Begun]:
        """Yield the places at or near a start of the sentence where patterns begin that ask for one."""
        for position, distance in from_start(forms, self._lead):
            form = forms[position]
            if distance and form.near_start is None:
                continue
            after = forms[position + 1] if position + 1 < len(forms) else _NOTHING
            if form.near_start is not None:
                yield position, [one for one in form.near_start[after] if distance <= one.pattern.gaps[0]]
            if distance == 0:
                if form.first is not None:
                    yield position, form.first[after]
                yield position, [one for one in self._index.loose[after] if one.pattern.slots[0].bit & form.slots]

    def _actors(self, hits: Sequence[Hit]) -> dict[str, float]:
        return {hit.term: hit.weight for hit in hits if hit.code == self._institutions}


def _anywhere(forms: Sequence[Form]) -> list[Begun]:
    """Return the places where patterns begin that may stand anywhere."""
    return [
        (position, form.anywhere[after])
        for position, (form, after) in enumerate(pairwise([*forms, _NOTHING]))
        if form.anywhere is not None
    ]


def _matched(forms: Sequence[Form], begun: Iterable[Begun], absent: int) -> dict[int, Span]:
    """Return where patterns match, by number: the first place of each."""
    matched: dict[int, Span] = {}
    for position, candidates in begun:
        for number, pattern, decided, needs, _ in candidates:
            if needs & absent or number in matched:
                continue
            end = position + decided if decided else pattern.match(forms, position + 1)
            if end:
                matched[number] = (position, end)
    return matched
