"""The patterns of a language by the forms that fit their slots, so that a form with which none begins costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Generic, NamedTuple, TypeVar

from wsse_vision.extract.patterns import Pattern, Slot
from wsse_vision.extract.words import Form

_MOST_KNOWN = 100_000

Item = TypeVar("Item")


class Candidate(NamedTuple):
    """A pattern that may begin at a form: its number, the pattern, the forms that it takes when the first two decide
    it (else 0), the bits of its slots, and the bit of the form that must stand next (0: any may)."""

    number: int
    pattern: Pattern
    decided: int
    needs: int
    next: int


class Following(dict[Form, list[Candidate]]):
    """The patterns that begin with one form, by the form that stands after it; answers are remembered."""

    __slots__ = ("_candidates",)

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__()
        self._candidates = candidates

    def __missing__(self, after: Form) -> list[Candidate]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        fits = after.slots
        self[after] = answer = [one for one in self._candidates if not one.next or one.next & fits]
        return answer


class BySlot(Generic[Item]):
    """Things that belong to slots, found by the words that fit those."""

    def __init__(self) -> None:
        self._exact: dict[str, list[Item]] = {}
        self._stems: dict[str, list[Item]] = {}
        self._beginnings: dict[int, dict[str, list[Item]]] = {}
        self._ends: dict[int, dict[str, list[Item]]] = {}
        self._numbers: list[Item] = []
        self._any: list[Item] = []

    def add(self, slot: Slot, item: Item) -> None:
        """Let ``item`` belong to ``slot``."""
        for table, words in ((self._exact, slot.exact), (self._stems, slot.stems)):
            for word in words:
                table.setdefault(word, []).append(item)
        for tables, parts in ((self._beginnings, slot.prefixes), (self._ends, slot.suffixes)):
            for part in parts:
                tables.setdefault(len(part), {}).setdefault(part, []).append(item)
        if slot.number:
            self._numbers.append(item)
        if slot.any_word:
            self._any.append(item)

    def of(self, form: Form) -> list[Item]:
        """Return what belongs to the slots that ``form`` fits; what does by several words of its is there as often."""
        text = form.text
        found = list(self._exact.get(text, ()))
        if form.is_word:
            found += self._stems.get(form.stem, ())
            for length, table in self._beginnings.items():
                found += table.get(text[:length], ())
            for length, table in self._ends.items():
                found += table.get(text[-length:], ()) if len(text) > length else ()
            found += self._numbers if form.is_number else ()
            found += self._any
        return found


class PatternIndex:
    """Numbered patterns by what they begin with, and ``slots``, all that are asked for, by what fits them."""

    def __init__(self, patterns: Sequence[tuple[int, Pattern]], slots: Iterable[Slot]) -> None:
        self._bits: BySlot[int] = BySlot()
        for slot in slots:
            self._bits.add(slot, slot.bit)
        self._first: BySlot[Candidate] = BySlot()
        loose: list[Candidate] = []  # begin with any word, so only at the start of a sentence
        for number, pattern in patterns:
            following = pattern.adjacent.bit if pattern.adjacent is not None else 0
            candidate = Candidate(number, pattern, pattern.decided, pattern.needs, following)
            if pattern.slots[0].any_word:
                loose.append(candidate)
            else:
                self._first.add(pattern.slots[0], candidate)
        self.loose = Following(loose)
        self._all_first = reduce(or_, (pattern.slots[0].bit for _, pattern in patterns), 0)

    def prepare(self, form: Form) -> None:
        """Note with a form the slots that it fits and the patterns that may begin at it: anywhere, as the first word of
        a sentence, and within some words of it (nothing if there are none)."""
        form.slots = reduce(or_, self._bits.of(form), 0)
        if not form.slots & self._all_first:
            return
        anywhere: list[Candidate] = []
        first: list[Candidate] = []
        near: list[Candidate] = []
        for candidate in dict.fromkeys(self._first.of(form)):
            pattern = candidate.pattern
            at_start = near if pattern.gaps[0] else first
            (at_start if pattern.at_start else anywhere).append(candidate)
        some = (Following(candidates) if candidates else None for candidates in (anywhere, first, near))
        form.anywhere, form.first, form.near_start = some
