"""The index of the full-text search, built here so that browsers only load it.

It has the form in which MiniSearch 7 keeps an index (``MiniSearch.loadJSON``), with one field. What a browser does to
the words of a question, ``templates/site/finding.js`` does as ``fold`` and ``words`` do it here; a test compares them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

FIELD = "text"
"""The one field of every index."""

_VERSION = 2
"""Version of MiniSearch's serialised form."""

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})

_COMMON = """
a an and are as at be been by for from has have in is it its of on or that the their these they this to was we were
which with
au aux avec ce ces cette dans de des du elle elles en est et il ils la le les leur leurs ne nous ou par pas pour qu que
qui sa se ses son sont un une
al como con del el ella ellas ello ellos entre es esta este esto estos la las lo los mas no nos o para pero por se si
sin sobre son su sus una uno unos y
ao aos as com da das do dos e ela elas ele eles em entre essa esse estas este mas na nas no nos os ou para pela pelo
por que sao se sem ser seu seus sua suas um uma
c d h j l m n s t
"""

COMMON = frozenset(_COMMON.split())
"""Folded words that stand in every other sentence: neither indexed nor asked for."""


def fold(text: str) -> str:
    """Return text without capitals, accents and ligatures: what is written ``économie`` is found as ``economie``."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.lower())).translate(_LIGATURES)


def words(text: str) -> list[str]:
    """Return the words of a text, folded, without those that are too common to be asked for."""
    return [word for word in _WORD.findall(fold(text)) if word not in COMMON]


class Index:
    """An index in the making; documents have numbers, from 0 in the order in which they are added."""

    def __init__(self) -> None:
        self._found: dict[str, dict[int, int]] = {}
        self._lengths: list[int] = []

    def add(self, text: str) -> None:
        """Add a document."""
        number, length = len(self._lengths), 0
        for word in words(text):
            times = self._found.setdefault(word, {})
            times[number] = times.get(number, 0) + 1
            length += 1
        self._lengths.append(length)

    def as_data(self) -> dict[str, Any]:
        """Return the index as MiniSearch keeps it, words in the order of their letters."""
        count = len(self._lengths)
        return {
            "documentCount": count,
            "nextId": count,
            "documentIds": {str(number): number for number in range(count)},
            "fieldIds": {FIELD: 0},
            "fieldLength": {str(number): [length] for number, length in enumerate(self._lengths)},
            "averageFieldLength": [round(sum(self._lengths) / count, 4)] if count else [],
            "storedFields": {},
            "dirtCount": 0,
            "index": [[word, {"0": times}] for word, times in sorted(self._found.items())],
            "serializationVersion": _VERSION,
        }


def script(name: str, data: Any) -> str:
    """Return data as a script that hands it to the page as JSON text, ``wsse[name]``.

    Pages that were opened from disk may not fetch a file, but may load a script. The text stands in it as it is, so
    that whoever searches the file for a name finds it.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in ("`", "${"):
        text = text.replace(sign, f"\\u{ord(sign[0]):04x}{sign[1:]}")
    return f'"use strict";\n(globalThis.wsse ??= {{}})[{json.dumps(name)}] = String.raw`{text}`;\n'
