"""Labels: a proposal's own number at the start of its passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_AFTER = r"(?:\s*[.:)\]–—-]+(?=\s)|\s*[:)\]])?\s+"
_CODE = re.compile(r"[*_(\[]{0,3}([A-Z]{0,4}\.?\d{1,3}\.\d{2,3}|[A-Z]{1,4}\d{1,3}(?:\.\d{1,3})?)[*_]{0,3}" + _AFTER)
_NUMBERED_CODE = re.compile(r"\d{1,3}[.)]\s+" + _CODE.pattern)
"""A code in a numbered list whose numbers the format keeps as text."""

_NUMBER = re.compile(r"[*_(\[]{0,3}(\d{1,3}(?:\.\d{1,3}){0,3})[*_]{0,3}(?:\s*[.:)\]–—-]+)[*_]{0,3}\s+")
_WHOLE = re.compile(r"[*_(\[]{0,3}([A-Z]{0,4}\.?\d{1,3}(?:\.\d{1,3}){0,2})[*_.:)\]]{0,4}\Z")
_LONGEST = 60
_DIGIT = re.compile(r"\d")


def label_at_start(text: str, start: int, end: int, words: Sequence[str], in_proposals: bool) -> tuple[str, int] | None:
    """Return the label at the start of ``text[start:end]`` and where what it labels begins (code points),
    if there is one.

    A code such as ``06.02`` or ``W1.01`` and a number after one of ``words`` ("Proposal 4:") count
    anywhere; a plain number (``3.``, ``3)``, ``2.1.``) only among proposals,
    because elsewhere it counts paragraphs or articles.
    """
    head = text[start : min(end, start + _LONGEST)]
    if not _DIGIT.search(head):
        return None
    found = _word_pattern(tuple(words)).match(head) or _CODE.match(head) or _NUMBERED_CODE.match(head)
    if found is None and in_proposals:
        found = _NUMBER.match(head)
    if found is None or start + found.end() >= end:
        return None
    return found.group(1), start + found.end()


def label_alone(passage: str) -> str | None:
    """Return the label that is the whole of ``passage`` (the first cell of a table's row), else nothing."""
    found = _WHOLE.match(passage.strip())
    return found.group(1) if found else None


@lru_cache(maxsize=32)
def _word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    number = r"(?:[nN]\.?\s?[º°o]\.?\s?)?([A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,2})"
    return re.compile(rf"[*_(\[]{{0,3}}(?i:{alternatives})\s{number}[*_]{{0,3}}(?:\s*[.:)\]–—-]+)[*_]{{0,3}}\s+")
