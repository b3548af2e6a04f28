"""Searching text for names, places and runs of words, however they are written; each line that recurs only once."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from itertools import chain, filterfalse, islice, pairwise

_WORD = re.compile(r"[^\W_]+")
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_PLAIN_BYTES = bytes(ord(_PLAIN[code]) if code < 128 else code for code in range(256))
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

_STEP = 4
_SAMPLE = RUN - _STEP + 1
"""Words from one place of a text to the next that is compared with runs, and words that are compared there."""

_AT_ONCE = 1_000
"""Pieces whose words are gathered before they are looked through."""

_WORTH = 50
"""Characters from which on a value is remembered."""

_KNOWN = 200_000
"""Pieces of text that are remembered, some 100 MB at most."""

_KNOWN_TAGS = 20_000
"""Tags that are remembered: the first ones are those that recur."""

_KNOWN_ESCAPES = 1_000
"""Escapes in a row that are remembered."""

_APART = ""
"""Stands between words that do not follow one another; no word is empty."""


def words(text: str) -> list[str]:
    """Return the words of a text, without case, accents and characters that nobody sees, as they are compared."""
    if text.isascii():
        return text.translate(_PLAIN).split()
    return _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKD", text.casefold())))


@dataclass
class Wanted:
    """What is searched for: ``phrases`` of any length, and ``runs`` of ``RUN`` words."""

    phrases: frozenset[Phrase] = frozenset()
    runs: frozenset[Phrase] = frozenset()

    @cached_property
    def _by_word(self) -> dict[str, list[Phrase]]:
        """The phrases by their longest word: only where that stands can they stand."""
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            found.setdefault(max(phrase, key=lambda word: (len(word), word)), []).append(phrase)
        return found

    @cached_property
    def _samples(self) -> frozenset[Phrase]:
        """Shorter runs, one of which stands at a multiple of ``_STEP`` words wherever a run stands."""
        return frozenset(run[start : start + _SAMPLE] for run in self.runs for start in range(_STEP))

    @cached_property
    def reach(self) -> int:
        """Nothing that is searched for has more words than this and one more."""
        return max(RUN, *map(len, self.phrases), 0) - 1

    def but(self, excused: AbstractSet[Phrase]) -> Wanted:
        """Return what is still searched for when finding some of it betrays nobody."""
        return Wanted(self.phrases - excused, self.runs - excused)

    def hits(self, found: list[str]) -> set[Phrase]:
        """Return what of it stands in ``found``, words in a row."""
        likely = [phrase for word in self._by_word.keys() & found for phrase in self._by_word[word]]
        joined = " " + " ".join(found) + " " if likely else ""
        hits = {phrase for phrase in likely if " " + " ".join(phrase) + " " in joined}
        sampled = zip(*(found[start::_STEP] for start in range(_SAMPLE)), strict=False)
        if not self._samples.isdisjoint(sampled):
            hits |= self.runs.intersection(zip(*(found[start:] for start in range(RUN)), strict=False))
        return hits


class _Words(dict[bytes, tuple[str, ...]]):
    """The words of what stands between blanks and marks of ASCII: most of that recurs, and no word goes over them."""

    def __missing__(self, part: bytes) -> tuple[str, ...]:
        found = tuple(map(sys.intern, words(part.decode("utf-8", "surrogatepass"))))
        if len(self) >= _KNOWN:
            self.clear()
        self[part] = found
        return found

    def of(self, text: str) -> list[str]:
        """Return the words of a text, see ``words``."""
        if text.isascii():
            return words(text)
        parts = text.encode("utf-8", "surrogatepass").translate(_PLAIN_BYTES).split()
        return list(chain.from_iterable(map(self.__getitem__, parts)))


@dataclass
class Search:
    """Looks through texts piece by piece.

    The pages of a site and the forms of a dataset have most of their lines and values in common. What is searched for
    may run over the end of a piece, by as many words as the longest phrase has; between its ends a piece that was
    clean stays clean. Pieces are known by a hash of 64 bits.
    """

    wanted: Wanted
    _ends: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _values: set[int] = field(default_factory=set)
    _tags: set[str] = field(default_factory=set)
    _words: _Words = field(default_factory=_Words)

    def hits(self, pieces: Iterable[str], *, apart: bool = False) -> Iterator[set[Phrase]]:
        """Yield what is found in the pieces of one text, again and again as it is looked through.

        Pieces follow one another unless they stand ``apart``, as values of data do.
        """
        left = iter(pieces)
        gathered: list[str] = []
        while some := list(islice(left, _AT_ONCE)):
            if apart:
                yield self._in_values(some)
            else:
                self._add_lines(some, gathered)
                yield self.wanted.hits(gathered)
                del gathered[: -self.wanted.reach]

    def forget(self) -> None:
        """Know no piece any more: after a hit, so that it is found again wherever it stands."""
        self._ends.clear()
        self._values.clear()
        self._tags.clear()

    def _in_values(self, values: list[str]) -> set[Phrase]:
        """Return what is found in those of the values that are not known."""
        known = self._values
        if len(known) >= _KNOWN:
            known.clear()
        texts: list[str] = []
        for value in dict.fromkeys(values):
            if len(value) >= _WORTH:
                key = hash(value)
                if key in known:
                    continue
                known.add(key)
            if "<" in value or "&" in value or "\\" in value:
                texts += self._readings(value)
            else:
                texts.append(value)
        # Where nothing is found in all of them as one text, nothing is in any.
        plain, others = " ".join(filter(str.isascii, texts)), " ".join(filterfalse(str.isascii, texts))
        if not (self.wanted.hits(words(plain)) or self.wanted.hits(self._words.of(others))):
            return set()
        return self.wanted.hits([word for text in texts for word in (*words(text), _APART)])

    def _add_lines(self, lines: list[str], gathered: list[str]) -> None:
        """Add the words of lines, and of those that are known the words at their ends."""
        known = self._ends
        for line in lines:
            key = hash(line)
            ends = known.get(key)
            if ends is None:
                self._look_into(line, key, gathered)
            else:
                gathered += ends

    def _look_into(self, piece: str, key: int, gathered: list[str]) -> None:
        """Add the words of a piece, in every way in which it can be read, and remember those at its ends."""
        reach = self.wanted.reach
        main, *others = map(self._words.of, self._readings(piece))
        before = gathered[-reach:] if others else []
        for other in others:  # each reading follows what stands before the piece; what follows it follows the main one
            gathered += other
            gathered.append(_APART)
            gathered += before
        gathered += main
        if len(self._ends) >= _KNOWN:
            self._ends.clear()
        ends = main if len(main) <= 2 * reach else [*main[:reach], _APART, *main[-reach:]]
        self._ends[key] = tuple(map(sys.intern, ends))

    def _readings(self, piece: str) -> Iterator[str]:
        """Yield what a piece says: without its tags; in them; with its escapes undone."""
        if "<" in piece:
            parts = _TAGS.split(piece)
            yield from _without_tags(piece, parts[::2])
            # Most tags are the same everywhere; those with words of their own are not.
            new = set(parts[1::2]) - self._tags
            if new:
                if len(self._tags) < _KNOWN_TAGS:
                    self._tags |= new
                yield unescape(" ".join(sorted(new)))
        else:
            yield unescape(piece) if "&" in piece else piece
        if "\\" in piece and _ESCAPED.search(piece):
            yield unescape(_ESCAPED.sub(lambda found: _unescaped(found[0]), piece))


def _without_tags(piece: str, between: list[str]) -> Iterator[str]:
    """Yield what a piece says ``between`` its tags, first where tags within a word do not part it."""
    if any(a[-1].isalnum() and b[0].isalnum() for a, b in pairwise(filter(None, between))):
        yield unescape(_TAGS.sub(" ", _SPLIT.sub("", piece)))
    yield unescape(" ".join(between))


def number_of_words(line: str) -> int:
    """Return how many words a line has beside its tags, in that way of reading it in which they are fewest."""
    return min(len(words(said)) for said in _without_tags(line, _TAGS.split(line)[::2]))


@lru_cache(_KNOWN_ESCAPES)
def _unescaped(escapes: str) -> str:
    """Return what escapes of a script stand for (a line's end is a space); two of them can be one character."""
    numbers = [min(int(a or b or c or "20", 16), 0x10FFFF) for a, b, c in _ESCAPE.findall(escapes)]
    return "".join(map(chr, numbers)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
