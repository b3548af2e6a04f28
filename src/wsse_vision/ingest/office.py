"""Office files (docx, odt, pptx, xlsx) and EPUB: what must be seen to before pandoc reads them."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from wsse_vision.ingest.archive import open_archive, read_entry, replaced
from wsse_vision.model import SourceError

_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_HIDDEN_RUN = re.compile(
    rb"<w:r(?: [^>]*)?>\s*<w:rPr>(?:(?!</w:rPr>).)*<w:vanish\s*/>(?:(?!</w:rPr>).)*</w:rPr>"
    rb"(?:(?!</w:r>).)*</w:r>",
    re.DOTALL,
)


def prepare(data: bytes, name: str) -> tuple[bytes, dict[str, Any]]:
    """Return an office file without its hidden text, and the metadata that it carries.

    ``name`` is the format. Raises ``SourceError``: what ``open_archive`` raises, ``encrypted``, and
    ``external-entity`` for XML that declares entities (they are never resolved).
    """
    archive = open_archive(data)
    _refuse_encryption(archive)
    parts = [entry for entry in archive.namelist() if entry.endswith((".xml", ".rels", ".opf", ".ncx"))]
    if name != "epub":
        for part in parts:
            _refuse_entities(part, read_entry(archive, part))
    changes: dict[str, bytes] = {}
    if name == "docx":
        changes = _docx_changes(archive)
    elif name == "odt":
        changes = _odt_changes(archive)
    metadata = _properties(read_entry(archive, "meta.xml" if name == "odt" else "docProps/core.xml"))
    return replaced(archive, changes) if changes else data, metadata


def _refuse_encryption(archive: zipfile.ZipFile) -> None:
    manifest = read_entry(archive, "META-INF/manifest.xml")
    rights = read_entry(archive, "META-INF/encryption.xml")
    if b"encryption-data" in manifest or re.search(rb"URI=\"[^\"]+\.x?html?\"", rights):
        raise SourceError("encrypted", "is protected by a password", "Save it without a password.")


def _refuse_entities(part: str, content: bytes) -> None:
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise SourceError(
            "external-entity",
            f"its part {part} declares XML entities, which are never resolved",
            "Open it in a word processor and save it anew.",
        )


def _docx_changes(archive: zipfile.ZipFile) -> dict[str, bytes]:
    part = "word/document.xml"
    content = read_entry(archive, part)
    if b"<w:vanish" not in content:
        return {}
    return {part: _HIDDEN_RUN.sub(b"", content)}


def _odt_changes(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return content.xml without text whose style, section or field hides it."""
    content, styles = read_entry(archive, "content.xml"), read_entry(archive, "styles.xml")
    if not re.search(rb"display=\"none\"|<text:hidden-", content + styles):
        return {}
    root = _parse(content)
    hidden = _hidden_styles(root) | (_hidden_styles(_parse(styles)) if styles else set())
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_hidden(child, hidden):
                _remove(parent, child)
    return {"content.xml": ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)}


def _parse(content: bytes) -> ElementTree.Element:
    """Parse XML that was searched for entities before; its prefixes are kept when it is written again."""
    try:
        for _, (prefix, address) in ElementTree.iterparse(io.BytesIO(content), events=["start-ns"]):  # noqa: S314
            with contextlib.suppress(ValueError):
                ElementTree.register_namespace(str(prefix), str(address))
        return ElementTree.fromstring(content)  # noqa: S314
    except ElementTree.ParseError as error:
        raise SourceError("damaged", f"is damaged: its XML is broken ({error})", "Open and save it anew.") from None


def _hidden_styles(root: ElementTree.Element) -> set[str]:
    hidden = set()
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        if properties is not None and properties.get(f"{_TEXT}display") == "none":
            hidden.add(style.get(f"{_STYLE}name", ""))
    return hidden


def _is_hidden(element: ElementTree.Element, styles: set[str]) -> bool:
    if element.tag in (f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"):
        return True
    if element.tag == f"{_TEXT}section":
        return element.get(f"{_TEXT}display") == "none"
    return element.tag in (f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}span") and element.get(f"{_TEXT}style-name") in styles


def _remove(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Remove ``child`` but not the text that follows it."""
    position = list(parent).index(child)
    if child.tail and position:
        before = parent[position - 1]
        before.tail = (before.tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _properties(content: bytes) -> dict[str, Any]:
    """Return title, author and language from the Dublin Core elements of a properties file."""
    if not content:
        return {}
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - entities were refused
    except ElementTree.ParseError:
        return {}
    found = {}
    for key, name in (("title", "title"), ("creator", "creator"), ("language", "language")):
        element = next(root.iter(f"{_DUBLIN}{name}"), None)
        if element is not None and element.text:
            found[key] = element.text
    return found
