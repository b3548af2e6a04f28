"""What a workshop concluded: the passages of its documents that stand under a heading for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wsse_vision.extract.sections import Sections
from wsse_vision.model import Block, Coding, Document

ROLES = ("agreements", "disagreements", "questions", "proposals", "synthesis")
"""Sections of a report that are findings, as the codebook calls them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage of a workshop document: ``text[start:end] == quote``."""

    workshop: int
    role: str
    quote: str
    start: int
    end: int
    page: int | None
    language: str
    themes: tuple[str, ...]


def of_document(document: Document, text: str, coding: Coding, sections: Sections) -> Iterator[Finding]:
    """Yield the findings of a workshop's report, in its order; a preparatory paper concludes nothing.

    A passage is a whole list item or paragraph; its themes are those of the elements in it. Where a report lists its
    findings of a role, the talk and the tables around the list are no findings of that role.
    """
    workshop = document.metadata.get("workshop")
    if not workshop or document.metadata.get("role") == "preparatory":
        return
    roles = [_role(block, sections) for block in document.blocks]
    listed = {role for role, block in zip(roles, document.blocks, strict=True) if block.role == "item"}
    for number, (role, block) in enumerate(zip(roles, document.blocks, strict=True)):
        if role is None or (role in listed and block.role != "item"):
            continue
        themes = dict.fromkeys(t for e in coding.elements if e.block == number for t in e.themes)
        quote = text[block.start : block.end]
        if role == "questions" and "?" not in quote:
            continue
        yield Finding(workshop, role, quote, block.start, block.end, block.page, block.language, tuple(themes))


def _role(block: Block, sections: Sections) -> str | None:
    if block.role not in ("paragraph", "item", "quote", "cell"):
        return None
    section = sections.of(block.section, block.language)
    return section.role if section is not None and section.role in ROLES else None
