"""Pages: what stays together, what may move, and what may break, decided before Typst sets them."""

from __future__ import annotations

import re
from typing import Any

from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node

_LONG = 1500
"""A passage of more characters may break over pages; kept whole it could leave half a page empty."""

_FEW_ROWS = 6
"""A table of so many rows, its head included, stays on one page."""

_LONGEST_CELL = 2500
"""A cell of more characters may not fit on a page, so its table may break within rows."""

_LONGEST_WORD = 24
"""A longer word may not fit into its column, so the words of its table may be hyphenated."""

_TALL = 1.2
"""A drawing that is so many times as high as wide is set by its height."""

_CONTENTS = 34
"""Headings of two levels that fit on the page of the contents."""

_SIZE = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')


def fitted(blocks: list[Node], figures: dict[str, Any]) -> list[Node]:
    """Return blocks with what Typst has to know about pages.

    Passages get ``keep`` (with what follows) or ``long``; drawings ``float`` or ``tall``; tables that must not break,
    that may, that must break anywhere, or within words, stand in a div of class ``whole``, ``splits``, ``loose`` or
    ``hyphenated``.
    """
    result: list[Node] = []
    for position, block in enumerate(blocks):
        before = blocks[position - 1] if position else None
        after = blocks[position + 1] if position + 1 < len(blocks) else None
        names = ast.classes(block)
        if "quote" in names or "proposal" in names:
            result.append(_passage(block, after))
        elif "drawing" in names:
            result.append(_drawing(block, before, after, figures))
        elif block["t"] == "Table":
            result.append(_table(block))
        else:
            result.append(block)
    return result


def depth(blocks: list[Node]) -> int:
    """Return how many levels of headings the contents show: two where they fit on a page, else one."""
    levels = [block["c"][0] for block in blocks if block["t"] == "Header"]
    return 2 if 2 in levels and sum(level <= 2 for level in levels) <= _CONTENTS else 1


def of_group(passages: list[Node], *, followed: bool) -> dict[str, str]:
    """Return the options of passages that stand side by side: whether pairs may break, and stay with what follows."""
    long = any(len(ast.plain(block["c"][1])) > _LONG for block in passages)
    return {"whole": "false" if long else "true", "keep": "true" if followed else "false"}


def _passage(block: Node, after: Node | None) -> Node:
    if len(ast.plain(block["c"][1])) > _LONG:
        return _noted(block, "long")
    return _noted(block, "keep") if after is not None and "more" in ast.classes(after) else block


def _drawing(block: Node, before: Node | None, after: Node | None, figures: dict[str, Any]) -> Node:
    """Let a drawing move to where there is room, unless a heading announces it or it ends what it belongs to."""
    found = _SIZE.search(figures.get(ast.attributes(block)["name"], {}).get("svg", ""))
    if found and float(found[2]) > _TALL * float(found[1]):
        block = _noted(block, "tall")
    amid = before and after and "Header" not in (before["t"], after["t"])
    return _noted(block, "float") if amid else block


def _table(table: Node) -> Node:
    _attr, _caption, _columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    cells = [ast.plain(cell[4]) for row in rows for cell in row[1]]
    names: list[str] = []
    if max(map(len, cells), default=0) > _LONGEST_CELL:
        names.append("loose")
    elif len(rows) <= _FEW_ROWS:
        names.append("whole")
    else:
        names.append("splits")
    if any(len(word) > _LONGEST_WORD for cell in cells for word in cell.split()):
        names.insert(0, "hyphenated")
    for name in names:
        table = ast.div(["", [name], []], [table])
    return table


def _noted(block: Node, name: str) -> Node:
    (identifier, names, given), content = block["c"]
    return ast.div([identifier, names, [*given, [name, "true"]]], content)
