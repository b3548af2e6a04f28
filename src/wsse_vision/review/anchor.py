"""Finding a passage again after its text was edited: by id, by exact words in their context, or by the only
words that are nearly the same. Whatever is not found for certain is reported, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz, process

from wsse_vision.extract.sentences import sentences, trimmed
from wsse_vision.model import Coding, Document, Element
from wsse_vision.review.decisions import plain

How = Literal["id", "exact", "fuzzy"]

NEAR = 80.0
"""Least similarity (0 to 100, normalised indel similarity of RapidFuzz) of changed words in unchanged context."""

NEAR_ALONE = 92.0
"""Least similarity when what stands around the words changed as well."""

SHORTEST = 12
"""Code points below which words are not compared fuzzily: too much would be alike."""

CONTEXT = 10
"""Code points of context that have to agree, on either side, for it to count."""

_AROUND = 64
_ALIKE = ("'’‘ʼ", '"“”„', "-‐‑–—")


@dataclass(frozen=True, slots=True)
class Selector:
    """What is known of a passage: an id, its words, and what stood before and after it."""

    element: str | None = None
    quote: str | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage found again: ``text[start:end]``, which ``element`` covers (None: no element is coded there).

    ``context`` counts the code points of prefix and suffix that still agree.
    """

    how: How
    start: int
    end: int
    element: Element | None
    context: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A passage not found; ``reason`` is ``unknown`` (an id that nothing has, and no words to look for), ``gone``
    (neither its words nor anything like them), ``several`` (more than one place may be meant) or ``differs`` (id and
    words name different passages)."""

    reason: Literal["unknown", "gone", "several", "differs"]


class Finder:
    """Finds passages in one document, whose canonical text is ``text``."""

    def __init__(self, document: Document, text: str, coding: Coding) -> None:
        self._document = document
        self._text = text
        self._elements = coding.elements
        self._by_id = {element.id: element for element in coding.elements}
        self._by_span = {(element.start, element.end): element for element in coding.elements}
        self._by_words: dict[str, list[Element]] = {}
        for element in coding.elements:
            self._by_words.setdefault(plain(element.quote).casefold(), []).append(element)

    def find(self, selector: Selector) -> Found | Lost:
        """Return where the passage is now, or why it is lost."""
        known = self._by_id.get(selector.element or "")
        quote = plain(selector.quote or "")
        if known is not None and (not quote or self._is_quote_of(quote, known)):
            return self._by_identity(known, selector)
        if not quote:
            return Lost("unknown")
        if known is not None:
            return Lost("differs")
        exact = self._exact(quote, selector)
        return exact if exact is not None else self._fuzzy(quote, selector)

    def _is_quote_of(self, quote: str, element: Element) -> bool:
        """Tell whether ``quote`` may stand for ``element``, also cut short or miscopied by a hand."""
        words = plain(element.quote)
        return quote.rstrip(" .…") in words or fuzz.ratio(quote.casefold(), words.casefold()) >= NEAR_ALONE

    def _by_identity(self, known: Element, selector: Selector) -> Found:
        """Return the element with the id, or the one of the same words whose context fits better.

        An id counts occurrences of the same words, so it may pass to another occurrence when one is inserted before.
        """
        same = self._by_words[plain(known.quote).casefold()]
        best = max(same, key=lambda e: (self._context(e.start, e.end, selector), e is known))
        how: How = "id" if best is known else "exact"
        return Found(how, best.start, best.end, best, self._context(best.start, best.end, selector))

    def _exact(self, quote: str, selector: Selector) -> Found | Lost | None:
        spans = [match.span(1) for match in _pattern(quote).finditer(self._text)]
        if not spans:
            return None
        fits = {span: self._context(*span, selector) for span in spans}
        best = max(fits.values())
        chosen = [span for span in spans if fits[span] == best]
        whole = [span for span in chosen if span in self._by_span]
        found = [Found(self._how(span, selector), *span, self._covering(*span), best) for span in whole or chosen]
        elements = {f.element.id if f.element else None for f in found}
        if len(found) == 1 or (len(elements) == 1 and None not in elements):
            return found[0]
        return Lost("several")

    def _how(self, span: tuple[int, int], selector: Selector) -> How:
        """Return ``fuzzy`` for what was a whole element once (it had an id) and is a part of a longer one now."""
        return "fuzzy" if selector.element and span not in self._by_span and self._covering(*span) else "exact"

    def _fuzzy(self, quote: str, selector: Selector) -> Found | Lost:
        if len(quote) < SHORTEST:
            return Lost("gone")
        spans, words = self._candidates
        alike = process.extract(quote.casefold(), words, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
        ranked = sorted(((score, *spans[index]) for _, score, index in alike), key=lambda r: (-r[0], r[1], r[2]))
        kept: list[Found] = []
        for score, start, end in ranked:
            context = self._context(start, end, selector)
            if score < NEAR_ALONE and context < CONTEXT:
                continue
            if all(end <= other.start or start >= other.end for other in kept):
                kept.append(Found("fuzzy", start, end, self._covering(start, end), context))
        if len(kept) == 1:
            return kept[0]
        return Lost("several" if kept else "gone")

    def _covering(self, start: int, end: int) -> Element | None:
        """Return the element that holds ``text[start:end]``, if any."""
        exact = self._by_span.get((start, end))
        if exact is not None:
            return exact
        return next((e for e in self._elements if e.start <= start and end <= e.end), None)

    def _context(self, start: int, end: int, selector: Selector) -> int:
        before = plain(self._text[max(0, start - _AROUND) : start])[::-1]
        after = plain(self._text[end : end + _AROUND])
        return _common(before, plain(selector.prefix)[::-1]) + _common(after, plain(selector.suffix))

    @cached_property
    def _candidates(self) -> tuple[list[tuple[int, int]], list[str]]:
        """Every passage that a decision may move to, with its words: elements, blocks, and sentences."""
        spans = dict.fromkeys([*self._by_span, *_passages(self._document, self._text)])
        ordered = sorted(span for span in spans if span[0] < span[1])
        return ordered, [plain(self._text[start:end]).casefold() for start, end in ordered]


def _passages(document: Document, text: str) -> Iterator[tuple[int, int]]:
    for block in document.blocks:
        yield trimmed(text, block.start, block.end)
        yield from sentences(text, block.start, block.end, block.language)


def _pattern(quote: str) -> re.Pattern[str]:
    """Return a pattern for the words of ``quote``, indifferent to the kind of white space, apostrophes, quotation
    marks and dashes, which editors and keyboards change; overlapping occurrences match, too."""
    words = ["".join(_letter(letter) for letter in word) for word in quote.split()]
    return re.compile("(?=(" + r"\s+".join(words) + "))")


def _letter(letter: str) -> str:
    alike = next((group for group in _ALIKE if letter in group), None)
    return re.escape(letter) if alike is None else f"[{re.escape(alike)}]"


def _common(one: str, other: str) -> int:
    """Return the number of code points that two texts have in common at their beginning."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def claims(found: Sequence[Found | Lost], owners: Sequence[str | None]) -> list[Found | Lost]:
    """Return what was found with each passage left to those who have a right to it.

    ``owners[i]`` is the passage (former id) that the i-th search was for, None when nothing can be told of its place.
    When searches for different passages end at one (the text had a sentence twice and one was deleted), those whose
    context agrees stay; when none does, exact words come before similar ones and an id before both.
    """
    rights: dict[tuple[int, int], tuple[bool, int, bool]] = {}
    for one, owner in zip(found, owners, strict=True):
        if isinstance(one, Found) and owner is not None:
            rights[_place(one)] = max(_right(one), rights.get(_place(one), _right(one)))
    return [
        Lost("gone")
        if isinstance(one, Found) and owner is not None and one.context < CONTEXT and _right(one) < rights[_place(one)]
        else one
        for one, owner in zip(found, owners, strict=True)
    ]


def _right(found: Found) -> tuple[bool, int, bool]:
    return (found.how != "fuzzy", found.context, found.how == "id")


def _place(found: Found) -> tuple[int, int]:
    return (found.element.start, found.element.end) if found.element else (found.start, found.end)
