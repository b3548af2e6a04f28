"""Patterns: the small language in which the codebook writes cues, read and checked here, compiled by the
stage ``extract``.

A pattern is a row of words separated by spaces:

=============  ======================================================================
``should``     this word, whatever its case (accents count: ``é`` is not ``e``)
``a|b``        one of several
``~recommend`` any inflection of the word (same Snowball stem)
``*ing``       any word that ends so; ``re*`` any word that begins so; ``*`` any word
``<modal>``    a word of the list ``modal`` of that language in the codebook
``#``          a number in digits
``the?``       the word may be missing (also ``a|the?`` and ``<modal>?``)
``...``        up to 3 words in between, ``...8`` up to 8; never across ``. ; : ? !`` (after ``^``: at least
one)
``: ( " ?``    a punctuation mark as such
``^``          first of all: the sentence begins here (words of the list ``lead`` may stand before)
``$``          last of all: the sentence ends here (its final punctuation apart)
=============  ======================================================================

Hyphens and apostrophes separate words, in patterns as in texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PUNCTUATION = frozenset('?!:;,.()«»“”"—–…¿¡%')
"""The punctuation marks that are tokens and may be named in a pattern."""

_GAP = re.compile(r"\.\.\.(\d*)\Z")
_WORD = re.compile(r"[^\W_]+")
_ALTERNATIVE = re.compile(r"[~*]?[^\W_]+|[^\W_]+\*|\*|#")
_MOST_GAP = 20
_MOST_GAPS = 4
_MOST_OPTIONAL = 4

Row = tuple[tuple[tuple[str, ...], int], ...]
"""Places of a pattern from left to right: the alternatives that may stand there, and the gap before it.

After ``^`` the first place may have a gap as well.
"""


class PatternError(ValueError):
    """A pattern is written wrongly; the message says how."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A pattern as read: ``rows`` has an entry for each choice of optional words."""

    rows: tuple[Row, ...]
    at_start: bool
    at_end: bool


def parse(source: str, lists: Mapping[str, Sequence[str]]) -> Parsed:
    """Read a pattern; ``lists`` are the lists of words that it may name. Raises ``PatternError``."""
    pieces = unicodedata.normalize("NFC", source).split()
    at_start, at_end = pieces[:1] == ["^"], pieces[-1:] == ["$"]
    rows: list[Row] = [()]
    gap = optional = gaps = 0
    for piece in pieces[at_start : len(pieces) - at_end]:
        if found := _GAP.match(piece):
            gap, gaps = int(found.group(1) or 3), gaps + 1
            continue
        may_miss = len(piece) > 1 and piece.endswith("?")
        optional += may_miss
        if optional > _MOST_OPTIONAL or gaps > _MOST_GAPS or gap > _MOST_GAP:
            raise PatternError(
                f"{source!r}: at most {_MOST_OPTIONAL} optional words, {_MOST_GAPS} gaps of {_MOST_GAP} words"
            )
        places = _places(piece[:-1] if may_miss else piece, lists, source)
        row = tuple((place, gap if i == 0 else 0) for i, place in enumerate(places))
        rows = [old + row for old in rows] + (rows if may_miss else [])
        gap = 0
    if gap or not all(rows):
        raise PatternError(f"{source!r}: a pattern needs a word that may not be missing, and no gap at its end")
    if not at_start and any(row[0][1] for row in rows):
        raise PatternError(f"{source!r}: a gap at the beginning has a meaning after ^ only")
    if not at_start and any("*" in row[0][0] for row in rows):
        raise PatternError(f"{source!r}: `*` cannot be the first word, except after ^")
    return Parsed(tuple(rows), at_start, at_end)


def is_word(member: str) -> bool:
    """Tell whether ``member`` may stand in a list of words: a word, ``~word``, ``*ing``, ``re*``, ``#`` or
    a punctuation mark."""
    return member in PUNCTUATION or (member != "*" and _ALTERNATIVE.fullmatch(member) is not None)


def _places(piece: str, lists: Mapping[str, Sequence[str]], source: str) -> list[tuple[str, ...]]:
    """Return the alternatives of each place that one piece stands for: several when a hyphen or apostrophe
    divides it."""
    if piece in PUNCTUATION:
        return [(piece,)]
    if not any(mark in piece for mark in "|<*#~"):
        words = _WORD.findall(piece.casefold())
        if words:
            return [(word,) for word in words]
    return [tuple(word for part in piece.split("|") for word in _alternative(part, lists, source))]


def _alternative(part: str, lists: Mapping[str, Sequence[str]], source: str) -> list[str]:
    if part.startswith("<") and part.endswith(">"):
        if part[1:-1] not in lists:
            raise PatternError(f"{source!r}: no list {part[1:-1]!r}; lists are: {', '.join(sorted(lists)) or 'none'}")
        return [word for member in lists[part[1:-1]] for word in _alternative(member, {}, source)]
    if part in PUNCTUATION:
        return [part]
    if not _ALTERNATIVE.fullmatch(part):
        raise PatternError(f"{source!r}: {part!r} is not one word")
    return [unicodedata.normalize("NFC", part.casefold())]
