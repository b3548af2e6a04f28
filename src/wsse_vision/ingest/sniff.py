"""What a file is by its bytes, whatever its name says."""

from __future__ import annotations

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Signature of the containers of older Office files, and of newer ones with a password."""

_ZIP_PARTS = (
    ("word/", "docx"),
    ("ppt/", "pptx"),
    ("xl/", "xlsx"),
    ("META-INF/container.xml", "epub"),
    ("content.xml", "odt"),
)

TITLES = {
    "docx": "a Word document (.docx)",
    "odt": "an OpenDocument file",
    "epub": "an EPUB",
    "pptx": "a PowerPoint presentation (.pptx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "pdf": "a PDF",
    "rtf": "an RTF document",
    "doc": "an old Word document (.doc)",
    "xls": "an old Excel workbook (.xls)",
    "ppt": "an old PowerPoint presentation (.ppt)",
    "encrypted": "an Office document with a password",
    "html": "a web page",
    "zip": "a zip archive",
    "image": "an image",
    "binary": "binary data",
}


def kind_of(data: bytes) -> str | None:
    """Return the key of ``TITLES`` that suits ``data``, null for what can be text."""
    head = data[:1024]
    if data.startswith(OLE):
        return _ole_kind(data)
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if b"%PDF-" in head:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    return _signed_kind(head)


def _signed_kind(head: bytes) -> str | None:
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")):
        return "image"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return None


def _ole_kind(data: bytes) -> str:
    # Names of streams stand in the container's directory in UTF-16.
    for name, kind in (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if name.encode("utf-16-le") in data:
            return kind
    return "binary"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()[:5000]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "zip"
    for part, kind in _ZIP_PARTS:
        if any(name.startswith(part) for name in names):
            return kind
    return "zip"
