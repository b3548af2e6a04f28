"""Where the cells of a table stand, for tables of pandoc's tree and for HTML tables inside Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

CELLS = 10_000
"""Cells that are read of one document; a workbook of measurements is no text."""

Node = dict[str, Any]

_TAG = re.compile(r"<(/?)(table|tr|td|th)\b", re.IGNORECASE)


class Cell(NamedTuple):
    """A table cell: 0-based place of its upper left corner, and its blocks."""

    row: int
    column: int
    content: list[Node]


def cells_of(head: Any, bodies: Any, foot: Any) -> list[Cell]:
    """Return the cells of a table of pandoc's tree in reading order, spans taken into account."""
    rows = [*head[1]]
    for _, _, intermediate, body in bodies:
        rows += [*intermediate, *body]
    rows += foot[1]
    cells: list[Cell] = []
    taken: dict[int, int] = {}  # column -> row up to which a cell from above reaches
    for number, (_, row) in enumerate(rows):
        column = 0
        for _, _, height, width, content in row:
            while taken.get(column, -1) >= number:
                column += 1
            if any(block.get("c") for block in content):  # a workbook has a block without words in each empty cell
                cells.append(Cell(number, column, content))
            if height > 1:
                taken.update(dict.fromkeys(range(column, column + min(width, 1000)), number + height - 1))
            column += width
    return cells


def is_layout(cells: list[Cell]) -> bool:
    """Tell whether a table has one column only and whole passages in it: a frame around text, no table."""
    if not cells or any(cell.column for cell in cells):
        return False
    return any(len(cell.content) > 2 for cell in cells)


@dataclass(slots=True)
class HtmlTable:
    """Follows the tags of HTML tables that stand raw between Markdown blocks."""

    row: int = -1
    column: int = -1
    depth: int = 0
    in_cell: bool = field(default=False)

    def see(self, markup: str) -> None:
        """Take note of the table tags in ``markup``."""
        for closing, name in _TAG.findall(markup):
            self._tag(bool(closing), name.lower())

    def place(self) -> tuple[int, int] | None:
        """Return row and column (0-based) of the cell that is open, null outside."""
        if self.depth > 0 and self.in_cell:
            return max(self.row, 0), max(self.column, 0)
        return None

    def _tag(self, is_closing: bool, name: str) -> None:
        if name == "table":
            self.depth = max(0, self.depth + (-1 if is_closing else 1))
            if self.depth <= 1:
                self.row = self.column = -1
                self.in_cell = False
        elif self.depth == 1 and name == "tr" and not is_closing:
            self.row += 1
            self.column = -1
        elif self.depth == 1 and name in ("td", "th"):
            self.in_cell = not is_closing
            if not is_closing:
                self.column += 1
