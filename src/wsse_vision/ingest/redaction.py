"""Interviews given under anonymity: names and places are taken out before anything else sees the text."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wsse_vision.ingest.canonical import clean
from wsse_vision.ingest.ordinary_words import OF_ORGANISATIONS_PLACES_AND_TITLES, PARTICLES
from wsse_vision.ingest.raw import RawBlock

MARK = "[…]"
"""What stands where something was withheld."""

_ORDINARY = frozenset(word for words in (PARTICLES, OF_ORGANISATIONS_PLACES_AND_TITLES) for word in words.split())

_BETWEEN = r"[\W_]{0,4}"
"""What may stand between the words of a term: spaces of any kind, hyphens, dots, apostrophes, nothing."""

_SEVERAL = re.compile(rf"{re.escape(MARK)}(?:[\s\u00a0\u202f,.-]*{re.escape(MARK)})+")
_SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}


def withhold(blocks: Sequence[RawBlock], terms: Sequence[str]) -> list[RawBlock]:
    """Return ``blocks`` with ``terms`` replaced by ``MARK`` in their texts, see ``withhold_text``."""
    if not _usable(terms):
        return list(blocks)
    return [replace(block, text=withhold_text(block.text, terms)) for block in blocks]


def withhold_value(value: Any, terms: Sequence[str]) -> Any:
    """Return metadata with ``terms`` withheld in every text of it, whatever mappings and lists it is made of.

    An author or other list entry of which nothing but the mark remains is dropped.
    """
    if isinstance(value, str):
        return withhold_text(value, terms) if _usable(terms) else value
    if isinstance(value, dict):
        return {key: withhold_value(part, terms) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [part for part in (withhold_value(one, terms) for one in value) if part != MARK]
    return value


def withhold_text(text: str, terms: Sequence[str]) -> str:
    """Return ``text``, cleaned as canonical text is, with ``terms`` replaced by ``MARK``.

    A whole term is found in any case, with or without its accents, and whatever separates its words. Of a
    name of several words each word of three letters or more is found too if it begins with a capital;
    particles (de, van) and words that are part of many names (association, cooperative, new) are not.
    """
    text = clean(text)
    finder = _finder(tuple(sorted(_usable(terms))))
    if finder is None:
        return text
    folded, origin = _fold(text)
    parts: list[str] = []
    done = 0
    for found in finder.finditer(folded):
        start, end = origin[found.start()], origin[found.end()]
        if found.lastgroup == "word":
            name = origin[found.start("core")]
            if not text[name].isupper():
                continue
            start = next(place for place in range(start, name + 1) if text[place].isupper())
        if start < done:
            continue
        parts += [text[done:start], MARK]
        done = end
    parts.append(text[done:])
    return _SEVERAL.sub(MARK, "".join(parts))


def names_withheld(text: str, terms: Sequence[str]) -> bool:
    """Tell whether an identifier such as a file name holds a withheld word, in any case."""
    folded = set(re.findall(r"[^\W\d_]+", _fold(text)[0]))
    words = {word for term in _usable(terms) for word in _words_of(term)}
    return bool(folded & words) or withhold_text(text, terms) != clean(text)


def _usable(terms: Sequence[str]) -> list[str]:
    return [term for term in (clean(term) for term in terms) if sum(char.isalnum() for char in term) >= 2]


@functools.lru_cache(maxsize=64)
def _finder(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return the pattern that finds ``terms`` and their telling words in folded text."""
    wholes = sorted({_whole(term) for term in terms} - {""}, key=lambda one: (-len(one), one))
    words = sorted({word for term in terms for word in _words_of(term)}, key=lambda one: (-len(one), one))
    choices = []
    if wholes:
        choices.append(f"(?:{'|'.join(wholes)})")
    if words:
        # An initial before a family name goes with it.
        core = "|".join(map(re.escape, words))
        choices.append(rf"(?<![^\W_])(?P<word>(?:[a-z][.'’]\s?){{0,3}}(?P<core>{core}))(?![^\W_])")
    return re.compile("|".join(choices)) if choices else None


def _whole(term: str) -> str:
    pieces = re.findall(r"[^\W_]+", _fold(term)[0])
    if not pieces:
        return ""
    pattern = _BETWEEN.join(re.escape(piece) for piece in pieces)
    if all(piece.isdigit() for piece in pieces):  # a telephone number may be grouped in other ways
        pattern = r"[\W_]{0,2}".join("".join(pieces))
    # In scripts without capitals words may follow one another without a space.
    before = r"(?<![^\W_])" if _is_cased(pieces[0][0]) else ""
    after = r"(?![^\W_])" if _is_cased(pieces[-1][-1]) else ""
    return f"{before}{pattern}{after}"


def _is_cased(char: str) -> bool:
    return char.isdigit() or char.islower()


def _words_of(term: str) -> list[str]:
    """Return the folded words of a name that give it away by themselves."""
    if "@" in term or any(char.isdigit() for char in term):
        return []
    words = re.findall(r"[^\W\d_]+", term)
    if len(words) < 2 or len(words) > 8:
        return []
    if term.islower():
        words = [word.title() for word in words]  # typed without capitals
    telling = [_fold(word)[0] for word in words if len(word) >= 3 and word[0].isupper()]
    return [word for word in telling if word not in _ORDINARY]


def _fold(text: str) -> tuple[str, list[int]]:
    """Return ``text`` without case and accents, and for each place of that the place in ``text``."""
    letters: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        plain = _fold_char(char)
        letters.append(plain)
        origin += [place] * len(plain)
    origin.append(len(text))
    return "".join(letters), origin


@functools.lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    small = char.casefold()
    small = "".join(_SPECIAL.get(part, part) for part in small)
    return "".join(part for part in unicodedata.normalize("NFKD", small) if not unicodedata.combining(part))
