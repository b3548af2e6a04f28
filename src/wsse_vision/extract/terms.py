"""Terms: words and phrases of the codebook found in a row of forms, at a cost that does not grow with the
codebook.

The terms stand in tries by normal form, one trie for each width of gap; a form remembers the roots
that it leads to, so that only words that begin a term cost anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
        self._roots: dict[int, _Node] = {}
        self._lemmas = False
        for code, term in terms:
            self._add(code, term, compiler)
        self._gaps = sorted(self._roots.items())

    def _add(self, code: int, term: Term, compiler: Compiler) -> None:
        node = self._roots.setdefault(term.gap, _Node())
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

    def _children(self, node: _Node, form: Form) -> list[_Node]:
        children = node.children
        if children.keys().isdisjoint(form.keys) and not self._lemmas:
            return []
        found = [children[key] for key in form.keys if key in children]
        if self._lemmas and form.is_word:
            child = children.get("#" + lemma(form.text, self._language))
            return [*found, child] if child is not None else found
        return found

    def beginning_with(self, form: Form) -> list[tuple[int, _Node]]:
        """Return the tries (gap, node) that continue after ``form``; ask once for each form."""
        if not form.is_word:
            return []
        return [(gap, child) for gap, root in self._gaps for child in self._children(root, form)]

    def add_hits(self, forms: Sequence[Form], position: int, begun: list[tuple[int, _Node]], hits: list[Hit]) -> None:
        """Add to ``hits`` the terms that begin at ``position``; ``begun`` is what ``beginning_with`` gave for its
        form."""
        after = forms[position + 1].keys if position + 1 < len(forms) else ()
        for gap, node in begun:
            # Most terms without gaps do not go on, and asking is cheap.
            if node.entries or gap or self._lemmas or not node.children.keys().isdisjoint(after):
                self._walk(forms, position, position + 1, gap, node, hits)

    def _walk(self, forms: Sequence[Form], begin: int, position: int, gap: int, node: _Node, hits: list[Hit]) -> None:
        for entry in node.entries:
            if not entry.unless or not any(p.occurs(forms) for p in entry.unless):
                hits.append(Hit(begin, position, entry.code, entry.term, entry.weight))
        if not node.children:
            return
        for form in forms[position : position + gap + 1]:
            if form.text in _STOPS:
                return
            position += 1
            for child in self._children(node, form):
                self._walk(forms, begin, position, gap, child, hits)


def outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Return ``hits`` without those that lie inside a longer one: "trade" in "fair trade" is not spoken of
    by itself."""
    if len(hits) < 2:
        return list(hits)
    spans = sorted({(h.start, h.end) for h in hits}, key=lambda span: (span[0], -span[1]))
    kept: set[tuple[int, int]] = set()
    furthest = -1
    for start, end in spans:
        if end > furthest:
            kept.add((start, end))
            furthest = end
    return [h for h in hits if (h.start, h.end) in kept]
