"""The way in: from a file to raw blocks, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from wsse_vision.ingest import (
    legacy,
    lines,
    mail,
    markdown,
    office,
    ownmeta,
    pandoc,
    plain,
    sniff,
    webpage,
    workbook,
)
from wsse_vision.ingest.archive import open_archive
from wsse_vision.ingest.encoding import decode
from wsse_vision.ingest.raw import RawBlock, RawDocument
from wsse_vision.ingest.tables import CELLS
from wsse_vision.ingest.tree import Place, TreeWalk
from wsse_vision.model import SourceError
from wsse_vision.sources import polis
from wsse_vision.sources.scan import export_id

SIZE = 100 * 2**20
"""Bytes that a file may have."""

FORMATS = {
    ".md": "md", ".markdown": "md", ".mdwn": "md", ".mkd": "md",
    ".txt": "txt", ".text": "txt", ".asc": "txt",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".docm": "docx", ".doc": "doc", ".odt": "odt", ".rtf": "rtf",
    ".epub": "epub", ".pdf": "pdf", ".pptx": "pptx", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".tex": "tex", ".latex": "tex", ".mbox": "mbox", ".eml": "mbox",
}  # fmt: skip
"""Extension (in small letters) and the format that it names."""


def format_of(path: Path) -> str:
    """Return the format of a file by its extension, of a Polis export by its place; raise ``SourceError``
    (``unknown-format``) for others.
    """
    if polis.is_export(path):
        return "polis"
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        known = ", ".join(sorted(FORMATS))
        raise SourceError(
            "unknown-format",
            f"files of the kind {path.suffix or '(no extension)'} cannot be read",
            f"Save it as one of: {known}.",
        ) from None


def read(path: Path) -> RawDocument:
    """Read the document in ``path``.

    Raises ``SourceError`` with a code and a message that say why it cannot be read. Meant to be called
    through a ``guard.Guard``: a malicious file can still exhaust time or memory here.
    """
    name = format_of(path)
    try:
        if path.stat().st_size > SIZE:
            raise SourceError("too-large", f"has more than {SIZE // 2**20} MB", "Split the document.")
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            "unreadable", f"cannot be opened ({error.strerror})", "Check the file's permissions."
        ) from None
    if not data.strip(b"\0 \t\r\n"):
        raise SourceError("no-text", "is empty", "Remove it or put the document in its place.")
    _check_kind(name, data)
    if name == "doc":
        document = _read_doc(path)
    else:
        document = _read_polis(data, export_id(path)) if name == "polis" else _READERS[name](data)
    document.metadata = ownmeta.tidy(document.metadata)
    if not any(char.isalpha() for block in document.blocks for char in block.text):
        raise SourceError(
            "no-text",
            "has no text to be seen: it is empty, hidden, or only in pictures",
            _NO_TEXT_HINT.get(name, _NO_TEXT_HINT["docx"]),
        )
    if name != "xlsx":  # a sheet's name is no title
        _title_from_heading(document)
    return document


def _check_kind(name: str, data: bytes) -> None:
    """Raise ``SourceError`` when the bytes are evidently something else than the name says."""
    kind = sniff.kind_of(data)
    if kind == "encrypted":
        raise SourceError("encrypted", "is protected by a password", "Save it without a password.")
    if kind == name or (kind is None and name not in _SIGNED):
        return
    if kind == "zip" and name in _SIGNED_ZIP:
        return  # opening it as an archive tells what is wrong
    if kind == "html" and name in ("md", "txt", "mbox"):
        return
    if kind is None:
        raise SourceError(
            "damaged",
            f"is not {sniff.TITLES[name]} in spite of its name, or its beginning is damaged",
            "Get it again from where it came from, or give it the extension of its real format.",
        )
    raise SourceError(
        "wrong-format",
        f"is {sniff.TITLES[kind]} in spite of its name",
        "Give it the extension of its real format.",
    )


_SIGNED_ZIP = {"docx", "odt", "epub", "pptx", "xlsx"}
_SIGNED = {*_SIGNED_ZIP, "pdf", "rtf", "doc"}
_NO_TEXT_HINT = {
    "pdf": "Run text recognition (OCR) on it first.",
    "docx": "Put text in it or remove it.",
}


def _read_doc(path: Path) -> RawDocument:
    found = legacy.read_doc(path)
    return _read_docx(found) if isinstance(found, bytes) else found


def _read_docx(data: bytes) -> RawDocument:
    return _from_office(data, "docx")


def _from_office(data: bytes, name: str) -> RawDocument:
    data, properties = office.prepare(data, name)
    walk = TreeWalk(is_slides=name == "pptx")
    document = _from_tree(pandoc.parse(data, name), walk, has_title=name in ("docx", "odt"))
    document.metadata = {**properties, **{key: value for key, value in document.metadata.items() if value}}
    if name == "pptx":
        document.pages = walk.page
    return document


def _read_workbook(data: bytes) -> RawDocument:
    data, properties = office.prepare(data, "xlsx")
    blocks, notices = workbook.read_workbook(open_archive(data))
    return RawDocument(blocks=blocks, metadata=properties, notices=notices)


def _from_tree(tree: dict[str, Any], walk: TreeWalk, has_title: bool) -> RawDocument:
    """Walk a tree; a title that pandoc took out of the text goes back there as a heading."""
    metadata = ownmeta.of_tree(tree["meta"])
    if has_title:
        for key, role in (("title", "heading"), ("subtitle", "paragraph"), ("abstract", "paragraph")):
            value = tree["meta"].get(key)
            if value and value["t"] == "MetaInlines":
                walk.add(value["c"], Place("heading", 1) if role == "heading" else Place())
            elif value and value["t"] == "MetaBlocks":
                walk.walk(value["c"])
    walk.walk(tree["blocks"])
    return RawDocument(blocks=walk.blocks, metadata=metadata, notices=workbook.too_many(walk.cells, CELLS))


def _read_markdown(data: bytes) -> RawDocument:
    text, front = markdown.prepare(decode(data))
    document = _from_tree(pandoc.parse(text.encode("utf-8", "replace"), markdown.READER), TreeWalk(), has_title=True)
    document.metadata = {**document.metadata, **front}
    return document


def _read_html(data: bytes) -> RawDocument:
    page, metadata = webpage.prepare(data)
    document = _from_tree(pandoc.parse(page.encode("utf-8", "replace"), "html"), TreeWalk(), has_title=False)
    document.metadata = metadata
    return document


def _read_polis(data: bytes, name: str) -> RawDocument:
    try:
        export = polis.parse(data)
    except polis.ExportError as error:
        columns = "comment-id, agrees, disagrees, moderated, comment-body"
        raise SourceError("wrong-format", f"is no Polis export: {error}", f"It needs the columns {columns}.") from None
    if not export.statements:
        raise SourceError("no-text", "has no statement that the moderators let stand", "Remove it, or export it again.")
    return RawDocument([RawBlock("item", s.body, 1, polis.label(name, s)) for s in export.statements])


def _read_tex(data: bytes) -> RawDocument:
    return _from_tree(pandoc.parse(decode(data).encode("utf-8", "replace"), "latex"), TreeWalk(), has_title=True)


def _read_rtf(data: bytes) -> RawDocument:
    # LibreOffice and pandoc mark notes as skippable, and skipped they would be.
    data = data.replace(b"{\\*\\footnote", b"{\\footnote")
    document = _from_tree(pandoc.parse(data, "rtf"), TreeWalk(), has_title=True)
    for block in document.blocks:
        # Lists often are paragraphs that begin with a bullet or a number.
        found = lines.marker(block.text.strip()) if block.role == "paragraph" else None
        if found and (found.label or not found.is_dash):
            block.role, block.level, block.label, block.text = "item", 1, found.label, found.text
    return document


def _read_pdf(data: bytes) -> RawDocument:
    from wsse_vision.ingest import pdf

    return pdf.read_pdf(data)


def _title_from_heading(document: RawDocument) -> None:
    if "title" in document.metadata:
        return
    for block in document.blocks[:3]:
        if block.role == "heading" and len(block.text) <= 200:
            document.metadata.update(ownmeta.tidy({"title": block.text}))
            return


_READERS: dict[str, Callable[[bytes], RawDocument]] = {
    "md": _read_markdown,
    "txt": plain.read_plain,
    "html": _read_html,
    "docx": _read_docx,
    "odt": lambda data: _from_office(data, "odt"),
    "pptx": lambda data: _from_office(data, "pptx"),
    "xlsx": _read_workbook,
    "epub": lambda data: _from_office(data, "epub"),
    "rtf": _read_rtf,
    "tex": _read_tex,
    "mbox": mail.read_mail,
    "pdf": _read_pdf,
}
