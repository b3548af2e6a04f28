"""Gold sets: running documents in which every sentence is labelled by hand (see ``tests/gold/GUIDELINES.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from wsse_vision import handwritten
from wsse_vision.handwritten import Record
from wsse_vision.model import KINDS, Block, Document, Language, Role, SourceKind

NONE = "none"
"""Label of a sentence that is no element."""

Part = Literal["development", "test"]


class GoldSentence(Record):
    """A sentence with its labels."""

    s: str
    kind: str = NONE
    themes: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _known(self) -> GoldSentence:
        if self.kind not in (*KINDS, NONE):
            raise ValueError(f"unknown kind {self.kind!r} (allowed: {', '.join(KINDS)}, {NONE})")
        return self


class GoldBlock(Record):
    """A heading, or the sentences of a paragraph, list item, quote or table cell."""

    heading: Annotated[str, BeforeValidator(str)] | None = None
    paragraph: list[GoldSentence] | None = None
    item: list[GoldSentence] | None = None
    quote: list[GoldSentence] | None = None
    cell: list[GoldSentence] | None = None


class GoldFile(Record):
    """One labelled document."""

    language: Language
    genre: Literal["notebook", "workshop", "interview"]
    part: Part
    title: str = ""
    blocks: list[GoldBlock]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of a gold document: ``text[start:end]``, its kind (or ``none``) and themes."""

    start: int
    end: int
    block: int
    kind: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A gold document as the extraction sees it, and its labels in the order of the text."""

    name: str
    language: str
    part: Part
    document: Document
    text: str
    sentences: list[Labelled]


def read_gold(folder: Path) -> list[GoldDocument]:
    """Read every ``<language>/<name>.yaml`` of a gold set, sorted. Raises ``HandwrittenError``."""
    return [_read(path) for path in sorted(folder.glob("*/*.yaml"))]


def _read(path: Path) -> GoldDocument:
    name = f"{path.parent.name}/{path.stem}"
    return as_document(handwritten.read(path, GoldFile, f"{name}.yaml"), name, path)


def as_document(file: GoldFile, name: str, path: Path) -> GoldDocument:
    """Return the document that ``file``, read from ``path``, describes."""
    parts: list[str] = []
    blocks: list[Block] = []
    sentences: list[Labelled] = []
    section: list[str] = [file.title] if file.title else []
    at = 0
    for block in file.blocks:
        role, labelled = _content(block)
        text = block.heading if block.heading is not None else " ".join(one.s for one in labelled)
        here = section[:1] if role == "heading" else section
        blocks.append(Block(role, at, at + len(text), file.language, list(here), level=2 if role == "heading" else 0))
        start = at
        for one in labelled:
            sentences.append(Labelled(start, start + len(one.s), len(blocks) - 1, one.kind, frozenset(one.themes)))
            start += len(one.s) + 1
        if role == "heading":
            section = [*section[:1], text]
        parts.append(text)
        at += len(text) + 2
    kind: SourceKind = file.genre
    document = Document(name, kind, str(path), "yaml", "", "", file.language, {}, blocks)
    return GoldDocument(name, file.language, file.part, document, "\n\n".join(parts) + "\n", sentences)


def _content(block: GoldBlock) -> tuple[Role, list[GoldSentence]]:
    roles: tuple[Role, ...] = ("paragraph", "item", "quote", "cell")
    for role in roles:
        labelled = getattr(block, role)
        if labelled is not None:
            return role, labelled
    return "heading", []
