"""A made document before it has a format."""

from __future__ import annotations

from dataclasses import dataclass, field
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
