"""Documents for the tests of this stage, made from Markdown without the stage before it."""

from __future__ import annotations

import re
from typing import Any

from wsse_vision.model import Block, Document, Role, SourceKind

_HEADING = re.compile(r"(#{1,6})\s*(.*)")
_ITEM = re.compile(r"(?:[-*]|(\d+)\.)\s+(.*)")
_NOTE = re.compile(r"\[\^\w+\]:\s*(.*)")


def document(
    markdown: str, language: str = "en", kind: SourceKind = "notebook", source: str = "test", **metadata: Any
) -> tuple[Document, str]:
    """Return a document and its canonical text: headings, paragraphs, one-line list items, notes and pipe
    tables."""
    made = _Maker(language)
    for chunk in re.split(r"\n\s*\n", markdown.strip()):
        lines = chunk.splitlines()
        if lines[0].startswith("|"):
            made.table(lines)
        elif _HEADING.match(lines[0]):
            made.heading(lines[0])
            if lines[1:]:
                made.block("paragraph", " ".join(lines[1:]))
        elif _ITEM.match(lines[0]):
            for line in lines:
                made.item(line)
        elif note := _NOTE.match(lines[0]):
            made.block("note", note.group(1))
        else:
            made.block("paragraph", " ".join(lines))
    text = "\n\n".join(made.parts) + "\n"
    return Document(source, kind, f"sources/{source}.md", "md", "key", "sha", language, metadata, made.blocks), text


class _Maker:
    def __init__(self, language: str) -> None:
        self.language = language
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.path: list[tuple[int, str]] = []
        self.length = 0

    def block(self, role: Role, text: str, **more: Any) -> None:
        text = re.sub(r"\*\*|\[\^\w+\]|(?<!\w)\*|\*(?!\w)", "", text).strip()
        if text:
            section = [title for _, title in self.path]
            self.blocks.append(Block(role, self.length, self.length + len(text), self.language, section, **more))
            self.parts.append(text)
            self.length += len(text) + 2

    def heading(self, line: str) -> None:
        found = _HEADING.match(line)
        assert found
        level, title = len(found.group(1)), found.group(2).strip()
        self.path = [(n, t) for n, t in self.path if n < level]
        self.block("heading", title, level=level)
        self.path.append((level, title))

    def item(self, line: str) -> None:
        found = _ITEM.match(line.strip())
        self.block("item", found.group(2) if found else line, level=1, label=found.group(1) if found else None)

    def table(self, lines: list[str]) -> None:
        rows = [line for line in lines if not re.fullmatch(r"[|\s:-]+", line)]
        for row, line in enumerate(rows):
            for column, cell in enumerate(line.strip().strip("|").split("|")):
                self.block("cell", cell, row=row, column=column)
