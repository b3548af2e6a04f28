"""Searching text for names, places and runs of words, however they are written; each line that recurs only once."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\ufffe]+")
_TAGS = re.compile(r"(<[^<>]*>)")
_SPLIT = re.compile(
    r"(?<=[^\W_])(?:</?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|ruby|s|samp|small|span|"
    r"strong|sub|sup|text|time|tspan|tt|u|var|wbr)\b[^<>]*>|<!--[^<>]*-->)+(?=[^\W_])"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|[nrtvf0])")
_ESCAPED = re.compile(f"(?:{_ESCAPE.pattern})+")

Phrase = tuple[str, ...]

RUN = 8
"""Words in a row that make a passage recognisable."""

_REACH = 15
"""No name, place or run of words is longer than this and one more."""

_AT_ONCE = 100_000
"""Words that are gathered before they are looked through."""

_KNOWN = 200_000
"""Pieces of text that are remembered, some 100 MB at most."""

_KNOWN_TAGS = 20_000
"""Tags that are remembered: the first ones are those that recur."""

_APART = ""
"""Stands between words that do not follow one another; no word is empty."""


def words(text: str) -> list[str]:
    """Return the words of a text, without case, accents and characters that nobody sees, as they are compared."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKD", text.casefold())))


@dataclass
class Wanted:
    """What is searched for: ``phrases`` of any length up to 16 words, and ``runs`` of ``RUN`` words."""

    phrases: frozenset[Phrase] = frozenset()
    runs: frozenset[Phrase] = frozenset()

    @cached_property
    def _by_word(self) -> dict[str, list[Phrase]]:
        """The phrases by their longest word: only where that stands can they stand."""
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            found.setdefault(max(phrase, key=lambda word: (len(word), word)), []).append(phrase)
        return found

    def hits(self, found: list[str]) -> set[Phrase]:
        """Return what of it stands in ``found``, words in a row."""
        present = frozenset(found)
        likely = [phrase for word in present.intersection(self._by_word) for phrase in self._by_word[word]]
        likely = [phrase for phrase in likely if present.issuperset(phrase)]
        joined = " " + " ".join(found) + " " if likely else ""
        hits = {phrase for phrase in likely if " " + " ".join(phrase) + " " in joined}
        if self.runs:
            hits |= self.runs.intersection(zip(*(found[start:] for start in range(RUN)), strict=False))
        return hits


@dataclass
class Search:
    """Looks through texts piece by piece.

    The pages of a site and the forms of a dataset have most of their lines and values in common. What is searched for
    may run over the end of a piece, by as many words as the longest phrase has; between its ends a piece that was
    clean stays clean. Pieces are known by a hash of 64 bits.
    """

    wanted: Wanted
    _ends: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _tags: set[str] = field(default_factory=set)

    def hits(self, pieces: Iterable[str], *, apart: bool = False) -> Iterator[set[Phrase]]:
        """Yield what is found in the pieces of one text, again and again as it is looked through.

        Pieces follow one another unless they stand ``apart``, as values of data do.
        """
        gathered: list[str] = []
        known = self._ends
        for piece in pieces:
            key = hash(piece)
            ends = known.get(key)
            if ends is None:
                self._look_into(piece, key, gathered)
                if apart:
                    gathered.append(_APART)
            elif not apart:
                gathered.extend(ends)
            if len(gathered) > _AT_ONCE:
                yield self.wanted.hits(gathered)
                del gathered[:-_REACH]
        yield self.wanted.hits(gathered)

    def forget(self) -> None:
        """Know no piece any more: after a hit, so that it is found again wherever it stands."""
        self._ends.clear()
        self._tags.clear()

    def _look_into(self, piece: str, key: int, gathered: list[str]) -> None:
        """Add the words of a piece, in every way in which it can be read, and remember those at its ends."""
        before = gathered[-_REACH:]
        main, *others = (words(text) for text in self._readings(piece))
        gathered.extend(main)
        for other in others:
            gathered.append(_APART)
            gathered.extend(before)
            gathered.extend(other)
        if others:  # what follows the piece follows the words that it begins with, too
            gathered.append(_APART)
            gathered.extend(main[-_REACH:])
        if len(self._ends) >= _KNOWN:
            self._ends.clear()
        kept = main if len(main) <= 2 * _REACH else [*main[:_REACH], _APART, *main[-_REACH:]]
        self._ends[key] = tuple(map(sys.intern, kept))

    def _readings(self, piece: str) -> Iterator[str]:
        """Yield what a piece says: without its tags, where these part no word; in them; with its escapes undone."""
        if "<" in piece:
            parts = _TAGS.split(piece)
            if any(a[-1].isalnum() and b[0].isalnum() for a, b in pairwise(filter(None, parts[::2]))):
                yield unescape(_TAGS.sub(" ", _SPLIT.sub("", piece)))
            yield unescape(" ".join(parts[::2]))
            # Most tags are the same everywhere; those with words of their own are not.
            new = set(parts[1::2]) - self._tags
            if new:
                if len(self._tags) < _KNOWN_TAGS:
                    self._tags |= new
                yield unescape(" ".join(sorted(new)))
        else:
            yield unescape(piece) if "&" in piece else piece
        if "\\" in piece and _ESCAPED.search(piece):
            yield unescape(_ESCAPED.sub(_unescaped, piece))


def _unescaped(found: re.Match[str]) -> str:
    """Return what escapes of a script stand for (a line's end is a space); two of them can be one character."""
    numbers = [min(int(a or b or c or "20", 16), 0x10FFFF) for a, b, c in _ESCAPE.findall(found[0])]
    return "".join(map(chr, numbers)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
