"""Tables that fit the page: columns as wide as what stands in them asks for."""

from __future__ import annotations

from typing import Any

from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node

_NARROWEST = 7
"""A column counts as at least so many characters wide."""

_WIDEST = 60
"""Longer cells do not make their column wider still: they break into lines."""


def set_widths(table: Node) -> None:
    """Give every column a share of the whole width, after its longest cell."""
    _attr, _caption, columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    needs = [_NARROWEST] * len(columns)
    for row in rows:
        for position, cell in enumerate(row[1][: len(needs)]):
            needs[position] = max(needs[position], min(_length(cell), _WIDEST))
    total = sum(needs)
    for column, need in zip(columns, needs, strict=True):
        column[1] = {"t": "ColWidth", "c": round(need / total, 4)}


def _length(cell: list[Any]) -> int:
    return len(ast.plain(cell[4])) + 2
