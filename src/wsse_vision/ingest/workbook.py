"""Excel workbooks: each visible sheet is a heading and its cells.

Not left to pandoc, whose reader passes over text that stands in the cell itself (``inlineStr``).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from wsse_vision.ingest.archive import read_entry
from wsse_vision.ingest.raw import Notice, RawBlock
from wsse_vision.ingest.tables import CELLS
from wsse_vision.model import SourceError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def read_workbook(archive: zipfile.ZipFile) -> tuple[list[RawBlock], list[Notice]]:
    """Return the sheets of a workbook that was checked by ``office.prepare``; at most ``CELLS`` cells.

    Raises ``SourceError`` (``damaged``) when its XML is broken.
    """
    shared = [_text(entry) for entry in _elements(archive, "xl/sharedStrings.xml", "si")]
    blocks: list[RawBlock] = []
    count = 0
    for name, part in _sheets(archive):
        cells: list[RawBlock] = []
        for row, column, text in _cells(archive, part, shared):
            count += 1
            if count <= CELLS:
                cells.append(RawBlock("cell", text, row=row, column=column))
        if cells:
            blocks += [RawBlock("heading", name, level=1), *cells]
    return blocks, too_many(count, CELLS)


def too_many(count: int, room: int) -> list[Notice]:
    """Return the notice that only ``room`` of ``count`` cells were read, nothing if all were."""
    if count <= room:
        return []
    message = f"has tables of {count:,} cells; the first {room:,} were read"
    return [Notice("table-cut", message, "Keep what is worth quoting in a document of its own.")]


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield name and part of each sheet that is not hidden."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")
        for relation in _parse(archive, "xl/_rels/workbook.xml.rels")
    }
    names = set(archive.namelist())
    for sheet in _parse(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        identifier = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        part = targets.get(identifier, "").removeprefix("xl/xl/")
        if part in names and sheet.get("state", "visible") == "visible" and "worksheet" in part:
            yield sheet.get("name", ""), part


def _cells(archive: zipfile.ZipFile, part: str, shared: list[str]) -> Iterator[tuple[int, int, str]]:
    row = -1
    for element in _elements(archive, part, "row"):
        row = int(element.get("r") or row + 2) - 1
        column = -1
        for cell in element.iter(f"{_MAIN}c"):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if text := _value(cell, shared).strip():
                yield row, column, text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if kind == "e":
        return ""  # "#REF!" is no text
    return value


def _text(element: ElementTree.Element) -> str:
    """Return the text of a string without its phonetic guide."""
    guides = {id(text) for guide in element.iter(f"{_MAIN}rPh") for text in guide.iter()}
    return "".join(text.text or "" for text in element.iter(f"{_MAIN}t") if id(text) not in guides)


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a name in a part, one at a time to save memory."""
    content = _content(archive, part)
    if not content:
        return
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314 - entities were refused
            if element.tag == f"{_MAIN}{name}":
                yield element
                element.clear()
    except ElementTree.ParseError as error:
        raise _damaged(part, error) from None


def _parse(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(_content(archive, part))  # noqa: S314 - entities were refused
    except ElementTree.ParseError as error:
        raise _damaged(part, error) from None


def _content(archive: zipfile.ZipFile, part: str) -> bytes:
    return read_entry(archive, part).replace(_STRICT, _MAIN[1:-1].encode())


def _damaged(part: str, error: Exception) -> SourceError:
    return SourceError("damaged", f"is damaged: its part {part} is broken ({error})", "Open it and save it anew.")
