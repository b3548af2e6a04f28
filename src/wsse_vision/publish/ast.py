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


_LEAVES = frozenset(
    {"Str", "Space", "SoftBreak", "LineBreak", "Code", "CodeBlock", "RawInline", "RawBlock", "Math", "HorizontalRule"}
)
"""Nodes that have no others in them: most of a tree. Nobody changes them in place, so copies of a tree share them."""


def rewrite(tree: Any, change: Callable[[Node], Node | list[Node] | None], types: frozenset[str] | None = None) -> Any:
    """Return ``tree`` with each node replaced by what ``change`` makes of it, inner nodes first.

    ``change`` returns a node, several nodes (where the node stands in a list), or ``None`` to leave it as it is. With
    ``types`` it is asked about nodes of these types only.
    """

    def settled(items: list[Any]) -> list[Any]:
        result: list[Any] = []
        for item in items:
            if type(item) is list:
                result.append(settled(item))
            elif type(item) is dict:
                new = one(item)
                if type(new) is list:
                    result.extend(new)
                else:
                    result.append(new)
            else:
                result.append(item)
        return result

    def one(node: dict[str, Any]) -> Any:
        kind = node.get("t")
        if kind is None:
            return {key: rewrite(value, change, types) for key, value in node.items()}
        if kind not in _LEAVES and "c" in node:
            node = {**node, "c": rewritten(node["c"])}
        if types is not None and kind not in types:
            return node
        changed = change(node)
        return node if changed is None else changed

    def rewritten(value: Any) -> Any:
        return settled(value) if type(value) is list else one(value) if type(value) is dict else value

    return rewritten(tree)


def walk(tree: Any, types: frozenset[str] | None = None) -> Iterator[Node]:
    """Yield every node of ``tree``, outer nodes first; with ``types`` those of these types only."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if type(value) is list:
            waiting.extend(reversed(value))
        elif type(value) is dict:
            kind = value.get("t")
            if kind is not None and (types is None or kind in types):
                yield value
            if kind not in _LEAVES:
                waiting.extend(reversed(value.values()))


def plain(tree: Any) -> str:
    """Return the text of inline nodes without markup."""
    parts = []
    for node in walk(tree, _TEXT):
        if node["t"] == "Str":
            parts.append(node["c"])
        elif node["t"] == "Code":
            parts.append(node["c"][1])
        else:
            parts.append(" ")
    return "".join(parts)


_TEXT = frozenset({"Str", "Space", "SoftBreak", "LineBreak", "Code"})

BOXES = frozenset({"Div", "Span"})
"""Nodes with classes of ours."""


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


def to_site(node: Node, site: Callable[[str], str]) -> list[Node]:
    """Return a span of class ``to-site`` as a link to where ``site`` says its page is; where it does not, its words."""
    content: list[Node] = node["c"][1]
    address = site(attributes(node).get("at", ""))
    return [{"t": "Link", "c": [["", [], []], content, [address, ""]]}] if address else content


def without_brackets(content: list[Node]) -> list[Node]:
    """Return inline nodes without the round brackets that citeproc puts around a citation standing by itself."""
    words = list(walk(content, frozenset({"Str"})))
    opening = next((node for node in words if node["c"].startswith("(")), None)
    closing = next((node for node in reversed(words) if node["c"].endswith(")")), None)
    if opening is None or closing is None:
        return content

    def change(node: Node) -> Node | list[Node] | None:
        if node.get("mark") is None:
            return None
        word = node["c"].removeprefix("(") if "(" in node["mark"] else node["c"]
        word = word.removesuffix(")") if ")" in node["mark"] else word
        return [{"t": "Str", "c": word}] if word else []

    opening["mark"] = "("
    closing["mark"] = opening.get("mark", "") + ")" if closing is opening else ")"
    result: list[Node] = rewrite(content, change, frozenset({"Str"}))
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

    result: list[Node] = rewrite(blocks, change, frozenset({"Image", "Link"}))
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
