"""What lines of text say of themselves: list markers, numbers of headings, words broken at line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

HYPHENS = "-\u2010\xad\ufffe\x02"
"""Characters that may break a word at the end of a line; the last two are how PDF readers report it."""

_BULLET = re.compile(r"(?:[•‣◦∙▪▫■□●○◆◇❖➢➤➔►▶▸✓✔✗★☆·\uf0a7\uf0b7\uf0d8\uf0fc\uf076]\s*|[-–—*+o]\s+)(?=\S)")
_NUMBER = re.compile(
    r"(?:\((?P<both>\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})\)"
    r"|(?P<paren>\d{1,3}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})\)"
    r"|(?P<dot>\d{1,3}|[a-z]|[ivx]{1,5}|[IVX]{1,5})\.(?:\s?[-–])?)\s+(?=\S)"
)
_SECTION = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVXLC]{1,6}\.|[A-Z]\.)\s+(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


class Marker(NamedTuple):
    """A list marker at the start of a line: the label of a numbered item, and the text after it."""

    label: str | None
    text: str
    is_dash: bool


def marker(line: str) -> Marker | None:
    """Return the list marker that ``line`` begins with, null if there is none."""
    if match := _NUMBER.match(line):
        label = match["both"] or match["paren"] or match["dot"]
        return Marker(label, line[match.end() :], False)
    if match := _BULLET.match(line):
        return Marker(None, line[match.end() :], line[0] in "-–—o")
    return None


def section_level(line: str) -> int:
    """Return the depth of the number that ``line`` begins with ("2.1 Title" is 2), 0 without one."""
    match = _SECTION.match(line)
    return len([part for part in match[0].strip().split(".") if part]) if match else 0


def is_capitals(line: str) -> bool:
    """Tell whether the letters of ``line`` are capitals; three at least are needed."""
    letters = [char for char in line if char.isalpha()]
    return len(letters) >= 3 and all(char.isupper() for char in letters)


def vocabulary(lines: Iterable[str]) -> set[str]:
    """Return the words that stand whole within ``lines``, folded, hyphenated ones included."""
    words: set[str] = set()
    for line in lines:
        found = _WORD.findall(line.rstrip())
        # The last word may be half of one.
        words.update(word.casefold().replace("\u2010", "-") for word in (found[:-1] if breaks(line) else found))
    return words


def join(lines: Sequence[str], words: set[str]) -> str:
    """Join the lines of a paragraph; a word broken by a hyphen becomes whole.

    The hyphen stays when the continuation is no small letter, and when ``words`` (of the document) has the
    word with a hyphen and never without.
    """
    text = ""
    for line in lines:
        piece = line.strip()
        if not piece:
            continue
        if text and breaks(text) and piece[0].isalpha():
            text = _joined(text, piece, words)
        else:
            text = f"{text} {piece}" if text else piece
    return text


def breaks(line: str) -> bool:
    """Tell whether a line ends with a hyphen after a letter, so that its last word may go on."""
    end = line.rstrip()
    return len(end) > 1 and end[-1] in HYPHENS and end[-2].isalpha()


def _joined(text: str, piece: str, words: set[str]) -> str:
    head, hyphen = text[:-1], text[-1]
    kept = "-" if hyphen in "\ufffe\x02\xad" else hyphen
    if hyphen == "\xad":
        return head + piece
    if not piece[0].islower():
        return head + kept + piece
    before = re.findall(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*$", head)
    after = _WORD.match(piece)
    start = before[-1].casefold() if before else ""
    end = after[0].casefold() if after else ""
    if f"{start}{end}" not in words and f"{start}-{end}" in words:
        return head + kept + piece
    return head + piece
