"""Patterns compiled and found: see ``sources.cuelanguage`` for how they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from wsse_vision.extract.words import Form, stem
from wsse_vision.sources.cuelanguage import Row, parse

_STOPS = frozenset(".;:?!…")
_SKIPPED = frozenset('«»“”"—–¿¡(,…')
_MOST_LEAD = 4
_MOST_GAP = 20
_MOST_KNOWN = 100_000


class Slot(dict[Form, bool]):
    """One place of a pattern: the words that may stand there. ``slot[form]`` tells it; answers are
    remembered for each form. ``bit`` is the slot's own among those of its language."""

    __slots__ = ("any_word", "bit", "exact", "number", "prefixes", "stems", "suffixes")

    def __init__(self, alternatives: Iterable[str], language: str, bit: int) -> None:
        super().__init__()
        self.bit = bit
        self.exact: set[str] = set()
        self.stems: set[str] = set()
        self.prefixes: set[str] = set()
        self.suffixes: set[str] = set()
        self.any_word = self.number = False
        for word in alternatives:
            if word == "*":
                self.any_word = True
            elif word == "#":
                self.number = True
            elif word[0] == "~":
                self.stems.add(stem(word[1:], language))
            elif word[0] == "*":
                self.suffixes.add(word[1:])
            elif word[-1] == "*":
                self.prefixes.add(word[:-1])
            else:
                self.exact.add(word)

    def __missing__(self, form: Form) -> bool:
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[form] = answer = self._matches(form)
        return answer

    def _matches(self, form: Form) -> bool:
        text = form.text
        if text in self.exact:
            return True
        if not form.is_word:
            return False
        return (
            self.any_word
            or (self.number and form.is_number)
            or form.stem in self.stems
            or any(len(text) > len(s) and text.endswith(s) for s in self.suffixes)
            or any(text.startswith(p) for p in self.prefixes)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A compiled pattern: ``slots[i]`` follows its predecessor after at most ``gaps[i]`` other tokens.

    When ``at_start``, ``gaps[0]`` counts from a start of the sentence (see ``from_start``).
    """

    slots: tuple[Slot, ...]
    gaps: tuple[int, ...]
    at_start: bool
    at_end: bool
    adjacent: Slot | None  # the second slot when it follows at once: most attempts end there
    needs: int  # the bits of its slots: where no form fits one of them, the pattern does not occur

    @property
    def decided(self) -> int:
        """The number of forms it takes when the first two decide it, else 0."""
        length = len(self.slots)
        return length if not self.at_end and (length == 1 or (length == 2 and self.adjacent is not None)) else 0

    def match(self, forms: Sequence[Form], position: int, k: int = 1) -> int:
        """Return the place after the pattern when its slots from ``k`` on go on at ``position``, else 0."""
        length = len(forms)
        slots, gaps = self.slots, self.gaps
        while k < len(slots):
            if gaps[k]:
                return self._after_gap(forms, k, position)
            if position >= length or not slots[k][forms[position]]:
                return 0
            k, position = k + 1, position + 1
        return 0 if self.at_end and any(form.is_word for form in forms[position:]) else position

    def _after_gap(self, forms: Sequence[Form], k: int, position: int) -> int:
        slot = self.slots[k]
        for place in range(position, min(position + self.gaps[k] + 1, len(forms))):
            if slot[forms[place]] and (end := self.match(forms, place + 1, k + 1)):
                return end
            if forms[place].text in _STOPS:
                return 0
        return 0

    def occurs(self, forms: Sequence[Form], lead: Slot | None = None) -> bool:
        """Tell whether the pattern occurs anywhere in ``forms``; at a start of theirs only, if it says so
        (see ``from_start``)."""
        first = self.slots[0]
        places = [p for p, d in from_start(forms, lead) if d <= self.gaps[0]] if self.at_start else range(len(forms))
        return any(first[forms[i]] and self.match(forms, i + 1) > 0 for i in places)


def from_start(forms: Sequence[Form], lead: Slot | None) -> list[tuple[int, int]]:
    """Return the first places of a sentence, each with its distance from the nearest start before it.

    A sentence may be said to start at its first word, and after each word of ``lead`` there. The
    places end with the first mark that no gap crosses.
    """
    places: list[tuple[int, int]] = []
    start, leading = -1, True
    for position, form in enumerate(forms[: _MOST_GAP + 3 * _MOST_LEAD]):
        text = form.text
        if leading and text not in _SKIPPED:
            start = position
            leading = position < 2 * _MOST_LEAD and lead is not None and lead[form]
        if start >= 0:
            places.append((position, position - start))
        if text in _STOPS:
            break
    return places


class Compiler:
    """Compiles the patterns of one language; places that are written alike share a slot."""

    def __init__(self, language: str, lists: Mapping[str, Sequence[str]]) -> None:
        self._language = language
        self._lists = lists
        self._slots: dict[tuple[str, ...], Slot] = {}

    def compile(self, source: str) -> list[Pattern]:
        """Return the patterns that ``source`` stands for, one for each choice of optional words; raises
        ``PatternError``."""
        parsed = parse(source, self._lists)
        return [self._pattern(row, parsed.at_start, parsed.at_end) for row in parsed.rows]

    def _pattern(self, row: Row, at_start: bool, at_end: bool) -> Pattern:
        slots, gaps = tuple(self.slot(words) for words, _ in row), tuple(gap for _, gap in row)
        adjacent = slots[1] if len(slots) > 1 and not gaps[1] else None
        return Pattern(slots, gaps, at_start, at_end, adjacent, reduce(or_, (slot.bit for slot in slots)))

    @property
    def slots(self) -> Collection[Slot]:
        """The slots of everything that was compiled so far."""
        return self._slots.values()

    def slot(self, alternatives: tuple[str, ...]) -> Slot:
        """Return the slot for words that may stand in one place."""
        if alternatives not in self._slots:
            self._slots[alternatives] = Slot(alternatives, self._language, 1 << len(self._slots))
        return self._slots[alternatives]

    def list(self, name: str) -> Slot:
        """Return the slot for a list of words of the codebook, empty when there is none."""
        return self.slot(tuple(word.casefold() for word in self._lists.get(name, ())))
