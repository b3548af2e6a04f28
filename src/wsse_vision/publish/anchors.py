"""Permanent anchors: the id of a section comes from its words and from the section it stands in, never from a count.

pandoc tells headings of the same words apart by numbers (``proposals-3``), so that one more theme would move every
address behind it. Here the number gives way to the id of the section above (``debt-proposals``).
"""

from __future__ import annotations

import re
from typing import Any

from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node


def permanent(blocks: list[Node]) -> list[Node]:
    """Return the tree with the ids of its headings settled; links within the document follow.

    An id that somebody wrote stays as it is.
    """
    headings = list(ast.walk(blocks, _HEADER))
    taken = {node["c"][1][0] for node in headings if not _automatic(node)}
    above: dict[int, str] = {}
    moved: dict[str, str] = {}
    for node in headings:
        level, attr, _words = node["c"]
        old = attr[0]
        if _automatic(node):
            parents = [above[n] for n in sorted(above) if n < level]
            attr[0] = _free("-".join([*parents[-1:], _slug(node)]), taken)
        taken.add(attr[0])
        moved[old] = attr[0]
        above = {n: name for n, name in above.items() if n < level} | {level: attr[0]}

    def follow(node: Node) -> Node | None:
        if node["c"][2][0].startswith("#"):
            target = node["c"][2][0][1:]
            node["c"][2][0] = "#" + moved.get(target, target)
        return None

    result: list[Node] = ast.rewrite(blocks, follow, frozenset({"Link"}))
    return result


_HEADER = frozenset({"Header"})


def headings(blocks: list[Node]) -> list[dict[str, Any]]:
    """Return the contents: ``{"id", "title", "parts"}`` of each section, its parts (one level) in the same form."""
    found: list[dict[str, Any]] = []
    for node in ast.walk(blocks, _HEADER):
        if node["c"][0] > 2:
            continue
        entry = {"id": node["c"][1][0], "title": ast.plain(node["c"][2]), "parts": []}
        (found[-1]["parts"] if node["c"][0] == 2 and found else found).append(entry)
    return found


def _automatic(node: Node) -> bool:
    """Whether pandoc made the id of a heading from its words."""
    made = _pandoc(ast.plain(node["c"][2]))
    return re.fullmatch(re.escape(made) + r"(-[0-9]+)?", node["c"][1][0]) is not None or not node["c"][1][0]


def _pandoc(words: str) -> str:
    """Return the id that pandoc gives to the first heading of these words."""
    kept = "".join(c for c in words.lower() if c.isalnum() or c in "_-. " or c.isspace())
    name = re.sub(r"^[^a-zà-ÿ\u0100-\uffff]+", "", "-".join(kept.split()))
    return name or "section"


def _slug(node: Node) -> str:
    name = _pandoc(ast.plain(node["c"][2]))
    if name != "section":
        return name
    return "-".join(re.findall(r"[^\W_]+", ast.plain(node["c"][2]).lower())) or "section"


def _free(name: str, taken: set[str]) -> str:
    """Return ``name``, with a number only where the same section holds the same heading twice."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
