"""Terms: words and phrases of the codebook found in a row of forms, at a cost that does not grow with the
codebook.

The terms stand in tries by normal form, one trie for each width of gap; a form remembers the roots
that it leads to, so that only words that begin a term cost anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from wsse_vision.extract.patterns import Compiler, Pattern
from wsse_vision.extract.words import TOKEN, Form, fold, lemma, stem
from wsse_vision.sources.codebook import Term

_STOPS = frozenset(".;:?!…")


class Hit(NamedTuple):
    """An occurrence: forms ``start`` to ``end`` (exclusive) are a term of ``code``."""

    start: int
    end: int
    code: int
    term: str
    weight: float


@dataclass(slots=True, eq=False)
class _Entry:
    code: int
    term: str
    weight: float
    unless: tuple[Pattern, ...]


@dataclass(slots=True, eq=False)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


class TermIndex:
    """The terms of one language; ``code`` is the owner's number for what a term stands for."""

    def __init__(self, terms: Iterable[tuple[int, Term]], language: str, compiler: Compiler) -> None:
        self._language = language
        roots: dict[int, _Node] = {}
        self._lemmas = False
        for code, term in terms:
            self._add(roots.setdefault(term.gap, _Node()), code, term, compiler)
        self._begun: dict[str, list[tuple[int, _Node]]] = {}
        for gap, root in roots.items():
            for key, node in root.children.items():
                self._begun.setdefault(key, []).append((gap, node))

    def _add(self, node: _Node, code: int, term: Term, compiler: Compiler) -> None:
        for token in TOKEN.findall(term.term.casefold()):
            if token[0].isalnum():
                node = node.children.setdefault(self._key(token, term.match), _Node())
        unless = tuple(p for source in term.unless for p in compiler.compile(source))
        node.entries.append(_Entry(code, term.term, term.weight, unless))

    def _key(self, word: str, match: str) -> str:
        if match == "exact":
            return "=" + fold(word)
        if match == "lemma":
            self._lemmas = True
            return "#" + lemma(word, self._language)
        return "~" + stem(word, self._language)

    def prepare(self, form: Form) -> None:
        """Note with a form the tries (gap, node) that continue after it; ask once for each form."""
        if self._lemmas and form.is_word:
            form.keys = (*form.keys[:2], "#" + lemma(form.text, self._language))
        begun = [found for key in form.keys for found in self._begun.get(key, ())]
        form.terms = sorted(begun, key=itemgetter(0))

    def hits(self, forms: Sequence[Form]) -> list[Hit]:
        """Return the terms in a row of forms that were prepared."""
        hits: list[Hit] = []
        for position, terms in [(position, form.terms) for position, form in enumerate(forms, 1) if form.terms]:
            after = forms[position].keys if position < len(forms) else ()
            for gap, node in terms:
                # Most terms without gaps do not go on, and asking is cheap.
                if node.entries or gap or not node.children.keys().isdisjoint(after):
                    self._walk(forms, position - 1, position, gap, node, hits)
        return hits

    def _walk(self, forms: Sequence[Form], begin: int, position: int, gap: int, node: _Node, hits: list[Hit]) -> None:
        for entry in node.entries:
            if not entry.unless or not any(p.occurs(forms) for p in entry.unless):
                hits.append(Hit(begin, position, entry.code, entry.term, entry.weight))
        children = node.children
        if not children:
            return
        for form in forms[position : position + gap + 1]:
            if form.text in _STOPS:
                return
            position += 1
            for key in form.keys:
                if key in children:
                    self._walk(forms, begin, position, gap, children[key], hits)


def outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Return ``hits`` without those that lie inside a longer one: "trade" in "fair trade" is not spoken of
    by itself."""
    if len(hits) < 2:
        return list(hits)
    spans = sorted({(h.start, -h.end) for h in hits})
    kept: set[tuple[int, int]] = set()
    furthest = -1
    for start, minus_end in spans:
        if -minus_end > furthest:
            furthest = -minus_end
            kept.add((start, furthest))
    return list(hits) if len(kept) == len(spans) else [h for h in hits if (h.start, h.end) in kept]
