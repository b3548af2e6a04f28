"""PDF: text in reading order, with pages, paragraphs, headings, items and footnotes."""

from __future__ import annotations

from typing import Any

from wsse_vision.ingest import pdf_blocks, pdf_layout, pdf_lines
from wsse_vision.ingest.raw import Notice, RawDocument
from wsse_vision.model import SourceError

_PASSWORD = 4
"""PDFium's code for a document that needs a password."""


def read_pdf(data: bytes) -> RawDocument:
    """Read a PDF.

    Raises ``SourceError``: ``encrypted``, ``damaged``, ``no-text`` for pages that are images only.
    """
    document = _open(data)
    pages: list[pdf_lines.Page] = []
    empty: list[int] = []
    for number in range(len(document)):
        page = _page(document, number)
        if not page.lines:
            empty.append(number + 1)
        pages.append(page)
    if not any(page.lines for page in pages):
        raise SourceError(
            "no-text",
            f"has no text layer: its {len(pages)} page(s) are images or empty",
            "Run text recognition (OCR) on it first.",
        )
    pdf_layout.drop_furniture(pages)
    for page in pages:
        page.lines = pdf_layout.in_reading_order(page)
    return RawDocument(
        blocks=pdf_blocks.build(pages),
        pages=len(pages),
        metadata=_metadata(document),
        notices=[*_notices(document, empty), *_lost_ligatures(pages)],
    )


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise SourceError(
                "encrypted",
                "is protected by a password, or its encryption is damaged",
                "Save it without a password.",
            ) from None
        raise SourceError(
            "damaged", "is damaged: it cannot be opened as a PDF", "Get it again from where it came from."
        ) from None
    if not count:
        raise SourceError("damaged", "is damaged: no page can be found in it", "Get it again from where it came from.")
    return document


def _page(document: Any, number: int) -> pdf_lines.Page:
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return pdf_lines.Page(number + 1, 0.0, 0.0, [])
    try:
        return pdf_lines.read_page(page, text, number + 1)
    finally:
        text.close()
        page.close()


def _metadata(document: Any) -> dict[str, Any]:
    given = document.get_metadata_dict(skip_empty=True)
    return {"title": given.get("Title"), "author": given.get("Author")}


def _notices(document: Any, empty: list[int]) -> list[Notice]:
    """Tell which pages hold a picture and no text; an empty page is nothing to tell."""
    scanned = [number for number in empty if _has_image(document, number)]
    if not scanned:
        return []
    named = ", ".join(str(number) for number in scanned[:10]) + (" …" if len(scanned) > 10 else "")
    return [
        Notice(
            "pages-without-text",
            f"has no text on page(s) {named}: images only",
            "Run text recognition (OCR) on it.",
        )
    ]


def _lost_ligatures(pages: list[pdf_lines.Page]) -> list[Notice]:
    letters = sum(page.wide_fs for page in pages)
    if letters < 10:
        return []
    message = f'has lost letters: {letters} ligatures (ff, fi, fl) are stored as a single f, as in "diferent"'
    return [Notice("letters-lost", message, "Give the document in its original format, or make the PDF anew.")]


def _has_image(document: Any, number: int) -> bool:
    import pypdfium2

    try:
        page = document[number - 1]
        return pdf_lines.image_share(page) > 0.3
    except pypdfium2.PdfiumError:
        return False
