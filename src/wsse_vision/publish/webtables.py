"""Tables for the screen: rows become cards where a table would be wider than the window, and stay tables for those
who read with their ears.
"""

from __future__ import annotations

from typing import Any

from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node

_CLASSES = {"AlignRight": ["right"], "AlignCenter": ["center"]}


def for_screen(table: Node) -> str:
    """Change a table in place: no styles in attributes, names of columns on cells; return the column names.

    The first column names its row where it has several rows and a word in each.
    """
    _attr, _caption, columns, head, bodies, foot = table["c"]
    aligned = [_CLASSES.get(column[0]["t"], []) for column in columns]
    names = [ast.plain(cell[4]).strip() for row in head[1][-1:] for cell in row[1]]
    for column in columns:
        column[0], column[1] = {"t": "AlignDefault"}, {"t": "ColWidthDefault"}
    for row in head[1]:
        _dress(row, aligned, [], len(row[1]), "col")
    for body in bodies:
        body[1] = int(len(body[3]) > 1 and len(columns) > 1 and all(_first(row) for row in body[3]))
        for row in [*body[2], *body[3]]:
            _dress(row, aligned, names, body[1], "row")
    for row in foot[1]:
        _dress(row, aligned, names, 0, "row")
    return ", ".join(name for name in names if name)


def _first(row: list[Any]) -> str:
    return ast.plain(row[1][0][4]).strip() if row[1] else ""


def _dress(row: list[Any], aligned: list[list[str]], names: list[str], heads: int, scope: str) -> None:
    """Mark the cells of a row: the first ``heads`` are headings of a ``scope``, the others carry a column's name."""
    for position, cell in enumerate(row[1]):
        given = [["scope", scope]] if position < heads else []
        if names and position >= heads and position < len(names):
            given = [["data-label", names[position]]]
        cell[0] = ["", aligned[position] if position < len(aligned) else [], given]
        cell[1] = {"t": "AlignDefault"}
