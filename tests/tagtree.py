"""The tags of a PDF, read back: what a screen reader gets to hear."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any


@dataclass
class Tag:
    """A structure element: its name (``H1``, ``TH``), its attributes, its alternative text, what is inside."""

    name: str
    alt: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    inner: list[Tag] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Tag]:
        """Yield the elements of these names in reading order, this one included."""
        if self.name in names:
            yield self
        for tag in self.inner:
            yield from tag.all(*names)


@dataclass
class TaggedPdf:
    """What the tests ask of a PDF. ``languages`` are those of passages, ``loose`` text that is neither tagged nor
    marked as decoration, ``heads`` the number of running heads and feet, ``links`` and ``outline`` how many there are.
    """

    language: str
    root: Tag
    languages: set[str]
    loose: list[bytes]
    heads: int
    links: int
    outline: int
    pages: int


def read_tags(content: bytes | Path) -> TaggedPdf:
    """Read the structure of a PDF."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content) if isinstance(content, bytes) else content) as pdf:
        languages: set[str] = set()
        loose: list[bytes] = []
        heads = links = 0
        for page in pdf.pages:
            drawn = page.Contents.read_bytes()
            languages.update(found.decode() for found in re.findall(rb"/Lang\(([\w-]+)\)", drawn))
            heads += len(re.findall(rb"/Artifact<<[^>]*/Subtype/(?:Header|Footer)", drawn))
            loose += _outside(page)
            links += sum(str(note.Subtype) == "/Link" for note in page.get("/Annots", []))
        with pdf.open_outline() as outline:
            entries = _count(outline.root)
        # Typst notes the language of a passage on its element where it can, else on the text itself.
        noted = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/Lang" in o)
        languages.update(str(element.Lang) for element in noted)
        tree = Tag("Root", inner=[_tag(kid) for kid in _kids(pdf.Root.StructTreeRoot)])
        return TaggedPdf(str(pdf.Root.Lang), tree, languages, loose, heads, links, entries, len(pdf.pages))


def _tag(node: Any) -> Tag:
    attributes = {
        str(name).removeprefix("/"): str(value).removeprefix("/")
        for group in _listed(node.get("/A"))
        for name, value in group.items()
        if name != "/O"
    }
    return Tag(str(node.S).removeprefix("/"), str(node.get("/Alt", "")), attributes, [_tag(k) for k in _kids(node)])


def _kids(node: Any) -> list[Any]:
    import pikepdf

    return [k for k in _listed(node.get("/K")) if isinstance(k, pikepdf.Dictionary) and "/S" in k]


def _listed(value: Any) -> list[Any]:
    import pikepdf

    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _outside(page: Any) -> list[bytes]:
    """Return text that is shown outside of every marked sequence."""
    import pikepdf

    inside, found = 0, []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            inside += 1
        elif name == "EMC":
            inside -= 1
        elif name in ("Tj", "TJ") and not inside:
            found.append(bytes(str(operands), "utf-8"))
    return found


def _count(entries: Any) -> int:
    return sum(1 + _count(entry.children) for entry in entries)


def defects(pdf: TaggedPdf, language: str) -> list[str]:
    """Return what keeps a PDF from being read by ear, in words; nothing when all is well."""
    found = [] if pdf.language.startswith(language) else [f"the language is {pdf.language}"]
    levels = [int(tag.name[1]) for tag in pdf.root.all("H1", "H2", "H3", "H4", "H5", "H6")]
    if not levels or levels[0] != 1 or any(b > a + 1 for a, b in pairwise(levels)):
        found.append(f"headings jump: {levels}")
    for table in pdf.root.all("Table"):
        heads = list(table.all("TH"))
        if not heads or any(head.attributes.get("Scope") not in ("Column", "Row", "Both") for head in heads):
            found.append("a table has no headers with a scope")
        if any("Headers" not in cell.attributes for cell in table.all("TD")):
            found.append("a cell does not name its header")
    found += ["a figure has no alternative text" for figure in pdf.root.all("Figure") if len(figure.alt) < 8]
    found += [f"text that is neither tagged nor decoration: {text!r}" for text in pdf.loose[:1]]
    tagged = sum(1 for _tag in pdf.root.all("Link"))
    if pdf.links < tagged or (pdf.links and not tagged):
        found.append(f"{pdf.links} links, {tagged} of them tagged")
    if pdf.outline < levels.count(1) - 1:
        found.append(f"the outline has {pdf.outline} entries for {levels.count(1)} chapters")
    if pdf.heads < 2 * (pdf.pages - 1):
        found.append(f"{pdf.heads} running heads and feet on {pdf.pages} pages")
    return found
