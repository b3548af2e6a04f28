"""Tables that fit the page: columns as wide as what stands in them asks for."""

from __future__ import annotations

from typing import Any

from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node

_NARROWEST = 5
"""A column counts as at least so many characters wide."""

_WIDEST = 60
"""Longer cells do not make their column wider still: they break into lines."""

_LINE = 106
"""About so many characters stand on a line across the whole page."""

_LITTLE = 10
"""A column that lacks no more characters than this to stand on one line is given them before longer ones."""

_LONGEST_WORD = 24
"""Words up to this length are not broken for the sake of other columns."""


def set_widths(table: Node) -> None:
    """Give every column a share of the whole width, after its longest cell.

    Where there is no room for all, heads may break between words, so that a long head over short numbers takes no room
    from a column of sentences.
    """
    _attr, _caption, columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    words = [_NARROWEST] * len(columns)
    for row in rows:
        for position, cell in enumerate(row[1][: len(words)]):
            longest = max((len(word) + 3 for word in ast.plain(cell[4]).split()), default=0)
            words[position] = max(words[position], min(longest, _LONGEST_WORD))
    needs = _lengths(rows, words)
    if sum(needs) > _LINE:
        needs = _lengths(rows[len(head[1]) :], words)
    for column, share in zip(columns, _shares(needs, words), strict=True):
        column[1] = {"t": "ColWidth", "c": round(share, 4)}


def _lengths(rows: list[Any], words: list[int]) -> list[int]:
    """Return the length of the longest cell of each column, at least that of its longest word."""
    needs = list(words)
    for row in rows:
        for position, cell in enumerate(row[1][: len(needs)]):
            needs[position] = max(needs[position], min(len(ast.plain(cell[4])) + 2, _WIDEST))
    return needs


def _shares(needs: list[int], words: list[int]) -> list[float]:
    """Return what each column gets of the whole (sum 1).

    Each gets its longest word first, then those that lack little what they lack, the others their part of what is left.
    """
    if sum(needs) <= _LINE or sum(words) >= _LINE:
        return [need / sum(needs) for need in needs]
    wanted = [need - word for need, word in zip(needs, words, strict=True)]
    left = _LINE - sum(words)
    little = sum(want for want in wanted if want <= _LITTLE)
    if 2 * little <= left:
        words = [need if need - word <= _LITTLE else word for need, word in zip(needs, words, strict=True)]
        wanted = [need - word for need, word in zip(needs, words, strict=True)]
        left -= little
    return [(word + left * want / sum(wanted)) / _LINE for word, want in zip(words, wanted, strict=True)]
