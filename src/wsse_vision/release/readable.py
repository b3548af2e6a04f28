"""The words of any built file, whatever it is packed in: what a search for names has to look through."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

_WORD = re.compile(r"[^\W_]+")
_COMBINING = re.compile("[\u0300-\u036f]+")
_TAG = re.compile(r"<[^<>]*>")
_EMBEDDED = re.compile(r"base64,[A-Za-z0-9+/=]+")


def words(text: str) -> list[str]:
    """Return the words of a text, without case and accents, as they are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall(_COMBINING.sub("", plain))


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, text) for a built file: its name, each file packed in it, PDF text by page and metadata.

    Markup is given twice, with its tags (an attribute may hold a name) and without (a name may be split by tags).
    """
    yield path.name, path.name
    if path.suffix == ".pdf":
        yield from _pdf(path)
    elif path.suffix in (".epub", ".zip") and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield from _plain(f"{path.name}/{name}", archive.read(name))
    else:
        yield from _plain(path.name, path.read_bytes())


def _plain(place: str, content: bytes) -> Iterator[tuple[str, str]]:
    if place.endswith((".woff2", ".png", ".jpg")):
        return
    text = _EMBEDDED.sub("", content.decode("utf-8", "replace"))
    yield place, unescape(text)
    if "<" in text:
        yield place, unescape(_TAG.sub("", text))


def _pdf(path: Path) -> Iterator[tuple[str, str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        yield f"{path.name} metadata", " ".join(document.get_metadata_dict().values())
        pages = []
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range().replace("\ufffe", "").replace("\u00ad", ""))
            text_page.close()
            page.close()
        yield f"{path.name} text", "\n".join(pages)
    finally:
        document.close()
    # What stands uncompressed: XMP metadata and the like.
    yield from _plain(path.name, path.read_bytes())


def pages_of(path: Path) -> int:
    """Return the number of pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()
