"""A made document before it has a format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (``level`` 1 is the title), paragraph, list item (``label``: its own number) or table (``rows``)."""

    role: Literal["heading", "paragraph", "item", "table"]
    text: str = ""
    level: int = 0
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def line(self) -> str:
        """The text with the number in front."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Made:
    """A document: its blocks, the first of them its title."""

    id: str
    language: str
    date: str
    author: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its title."""
        return self.blocks[0].text


def as_html(blocks: Iterable[Block]) -> list[str]:
    """Return the elements of a page."""
    parts: list[str] = []
    for is_item, group in groupby(blocks, lambda block: block.role == "item"):
        if is_item:
            parts.append("<ul>" + "".join(f"<li>{escape(block.line)}</li>" for block in group) + "</ul>")
            continue
        for block in group:
            if block.role == "table":
                rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
                parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
            else:
                name = f"h{block.level}" if block.role == "heading" else "p"
                parts.append(f"<{name}>{escape(block.text)}</{name}>")
    return parts
