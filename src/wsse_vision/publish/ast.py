"""Walking pandoc's document tree (its JSON form)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]
"""``{"t": type, "c": content}``."""

Attr = list[Any]
"""``[id, [classes], [[key, value], ...]]``."""


def rewrite(tree: Any, change: Callable[[Node], Node | list[Node] | None]) -> Any:
    """Return ``tree`` with each node replaced by what ``change`` makes of it, inner nodes first.

    ``change`` returns a node, several nodes (where the node stands in a list), or ``None`` to leave it as it is.
    """
    if isinstance(tree, list):
        result: list[Any] = []
        for item in tree:
            new = rewrite(item, change)
            if isinstance(item, dict) and "t" in item and isinstance(new, list):
                result += new
            else:
                result.append(new)
        return result
    if not isinstance(tree, dict):
        return tree
    node = {key: rewrite(value, change) for key, value in tree.items()}
    if "t" not in node:
        return node
    changed = change(node)
    return node if changed is None else changed


def walk(tree: Any) -> Iterator[Node]:
    """Yield every node of ``tree``, outer nodes first."""
    if isinstance(tree, list):
        for item in tree:
            yield from walk(item)
    elif isinstance(tree, dict):
        if "t" in tree:
            yield tree
        for value in tree.values():
            yield from walk(value)


def plain(tree: Any) -> str:
    """Return the text of inline nodes without markup."""
    parts = []
    for node in walk(tree):
        if node["t"] == "Str":
            parts.append(node["c"])
        elif node["t"] in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
        elif node["t"] == "Code":
            parts.append(node["c"][1])
    return "".join(parts)


def classes(node: Node) -> list[str]:
    """Return the classes of a div or span, else nothing."""
    return list(node["c"][0][1]) if node["t"] in ("Div", "Span") else []


def attributes(node: Node) -> dict[str, str]:
    """Return the key-value attributes of a div or span."""
    return dict(node["c"][0][2])


def inlines(blocks: list[Node]) -> list[Node]:
    """Return the inline content of paragraphs, a space between two of them."""
    result: list[Node] = []
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            if result:
                result.append({"t": "Space"})
            result += block["c"]
        elif block["t"] in ("BlockQuote", "Div"):
            inner = block["c"] if block["t"] == "BlockQuote" else block["c"][1]
            result += inlines(inner)
    return result


def without_brackets(content: list[Node]) -> list[Node]:
    """Return inline nodes without the round brackets that citeproc puts around a citation standing by itself."""
    words = [node for node in walk(content) if node["t"] == "Str"]
    opening = next((node for node in words if node["c"].startswith("(")), None)
    closing = next((node for node in reversed(words) if node["c"].endswith(")")), None)
    if opening is None or closing is None:
        return content

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] != "Str" or node.get("mark") is None:
            return None
        word = node["c"].removeprefix("(") if "(" in node["mark"] else node["c"]
        word = word.removesuffix(")") if ")" in node["mark"] else word
        return [{"t": "Str", "c": word}] if word else []

    opening["mark"] = "("
    closing["mark"] = opening.get("mark", "") + ")" if closing is opening else ")"
    result: list[Node] = rewrite(content, change)
    return result


def harmless(blocks: list[Node]) -> list[Node]:
    """Return the tree without what could run or be fetched: links keep their text unless they lead to the web, a
    mail address or a place in the document; of a picture from elsewhere only its description stays.
    """

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Image" or (node["t"] == "Link" and not _HARMLESS.match(node["c"][2][0])):
            content: list[Node] = node["c"][1]
            return content
        return None

    result: list[Node] = rewrite(blocks, change)
    return result


_HARMLESS = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


def raw(format: str, code: str, *, block: bool = False) -> Node:
    """Return a raw node that only the writer of ``format`` sees."""
    return {"t": "RawBlock" if block else "RawInline", "c": [format, code]}


def para(*content: Node) -> Node:
    """Return a paragraph of inline nodes."""
    return {"t": "Para", "c": list(content)}


def div(attr: Attr, blocks: list[Node]) -> Node:
    """Return a div."""
    return {"t": "Div", "c": [attr, blocks]}


API_VERSION = [1, 23, 1]
"""Version of the document tree that the pinned pandoc speaks."""


def document(blocks: list[Node]) -> bytes:
    """Return blocks as the JSON that pandoc reads."""
    tree = {"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks}
    return json.dumps(tree, ensure_ascii=False).encode()
