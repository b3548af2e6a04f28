"""The same thing said twice: elements whose words are nearly the same, and translations under one label.

A group has a centre to which each of its texts is near, so that groups do not grow by chains (a near b, b near c, c
unlike a). Candidates are found by an exact filter: two sets of words that share at least ``LEAST_SHARED`` of all their
words share two of their rarest words (prefix filter: Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity
search"; with two words instead of one: Wang, Li and Feng 2012, "Can we beat the prefix filtering?"). No hashing, no
random numbers; memory holds words as numbers, about 1 kB for each element.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from wsse_vision.join.likeness import LEAST_SHARED, Marks, same_but_for_small_words, words_of
from wsse_vision.join.translations import Labelled, joined

GROUPED = {"proposal": 1, "policy": 1, "value": 2, "definition": 4}
"""Kinds that are grouped. Those with one number are near enough for differing words: a proposal is a policy as soon as
an institution is named. Identical words group whatever the kinds.
"""

_LONGEST_LIST = 256
"""Centres that are looked at for one word: bounds the time where thousands of texts follow one pattern."""


class Passage(NamedTuple):
    """What is asked of an element. ``source`` is for the caller; the words decide, not where they stand."""

    id: str
    source: str
    kind: str
    language: str
    label: str | None
    quote: str


class _Text(NamedTuple):
    """Different elements with the same words: their ids (smallest first), kinds as bits, and the words by number."""

    ids: list[str]
    kinds: list[int]
    words: array[int]
    marks: int


def groups(*parts: Iterable[Passage]) -> dict[str, str]:
    """Return the group of each element by its id: the smallest id in it, its own for an element that stands alone.

    Passages of different ``parts`` (such as languages) are grouped only as translations of one another, so that one
    part at a time is in memory. The order of passages makes no difference, their ids must differ. Kinds outside
    ``GROUPED`` stand alone.
    """
    group: dict[str, str] = {}
    labelled: list[Labelled] = []
    for passages in parts:
        collected = _Collected()
        for passage in passages:
            group[passage.id] = passage.id
            if passage.kind in GROUPED:
                collected.add(passage)
        members: dict[str, list[str]] = {}
        for text, centre in collected.centres():
            members.setdefault(centre.ids[0], []).extend(text.ids)
        for together in members.values():
            group.update(dict.fromkeys(together, min(together)))
        labelled += collected.labelled
    return joined(group, labelled)


class _Collected:
    """The texts of all passages, each once, with their words as numbers."""

    def __init__(self) -> None:
        self.labelled: list[Labelled] = []
        self._texts: dict[bytes, _Text] = {}
        self._numbers: dict[str, int] = {}
        self._marks: dict[Marks, int] = {}

    def add(self, passage: Passage) -> None:
        words, marks = words_of(passage.quote)
        numbers = array("I", [self._numbers.setdefault(word, len(self._numbers)) for word in words])
        key = numbers.tobytes() or passage.quote.encode("utf-8", "surrogatepass")
        text = self._texts.get(key)
        if text is None:
            mark = self._marks.setdefault(marks, len(self._marks))
            text = self._texts[key] = _Text([], [0], numbers, mark)
        text.ids.append(passage.id)
        text.kinds[0] |= GROUPED[passage.kind]
        if passage.label is not None:
            self.labelled.append(Labelled(passage.id, passage.language, passage.label, len(passage.quote)))

    def centres(self) -> Iterable[tuple[_Text, _Text]]:
        """Yield each text with the centre of its group (itself for a centre); what is said most often comes first."""
        for text in self._texts.values():
            text.ids.sort()
        ordered = sorted(self._texts.values(), key=lambda text: (-len(text.ids), text.ids[0]))
        names = sorted(self._numbers, key=self._numbers.__getitem__)
        rarity = self._rarity(names)
        index = _Index(names)
        for text in ordered:
            yield text, index.centre_of(text, sorted(set(text.words), key=rarity.__getitem__))

    def _rarity(self, names: list[str]) -> array[int]:
        """Return the place of each word (by number) when the rarest come first."""
        frequency: Counter[int] = Counter()
        for text in self._texts.values():
            frequency.update(set(text.words))
        places = array("I", bytes(4 * len(names)))
        for place, number in enumerate(sorted(range(len(names)), key=lambda n: (frequency[n], names[n]))):
            places[number] = place
        return places


class _Index:
    """The centres so far, found by the rarest words of a text."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._centres: list[_Text] = []
        self._sizes = array("I")
        self._lists: dict[int, array[int]] = {}

    def centre_of(self, text: _Text, rarest: list[int]) -> _Text:
        """Return the nearest centre of ``text``, whose distinct words are ``rarest`` first; itself if none is near."""
        size = len(rarest)
        # Sets of which LEAST_SHARED is shared have two words in common among so many of the rarest.
        prefix = rarest[: size - math.ceil(LEAST_SHARED * size) + 2]
        keys = [word + text.marks * len(self._names) for word in prefix]
        mine = set(text.words)
        best, nearest = None, 0.0
        for number in self._candidates(keys, size):
            centre = self._centres[number]
            if not centre.kinds[0] & text.kinds[0]:
                continue
            common = len(mine.intersection(centre.words))
            shared = common / (size + self._sizes[number] - common)
            if shared >= LEAST_SHARED and shared > nearest and self._is_same(text, centre):
                best, nearest = centre, shared
        if best is None:
            self._add(text, keys, size)
        return best or text

    def _candidates(self, keys: list[int], size: int) -> list[int]:
        """Return the centres that share two words, in the order in which they came."""
        met: Counter[int] = Counter()
        for key in keys:
            if key in self._lists:
                met.update(self._lists[key])
        sizes = self._sizes
        return sorted(
            n for n, times in met.items() if times > 1 and min(size, sizes[n]) / max(size, sizes[n]) >= LEAST_SHARED
        )

    def _is_same(self, text: _Text, centre: _Text) -> bool:
        names = self._names
        return same_but_for_small_words([names[n] for n in text.words], [names[n] for n in centre.words])

    def _add(self, text: _Text, keys: list[int], size: int) -> None:
        number = len(self._centres)
        self._centres.append(text)
        self._sizes.append(size)
        for key in keys:
            found = self._lists.setdefault(key, array("I"))
            if len(found) < _LONGEST_LIST:
                found.append(number)
