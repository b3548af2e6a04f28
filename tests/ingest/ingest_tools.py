"""What several tests of this folder use."""

from __future__ import annotations

import io
import zipfile

from wsse_vision.ingest.canonical import clean
from wsse_vision.ingest.raw import RawBlock, RawDocument


def blocks_of(document: RawDocument) -> list[RawBlock]:
    """Return the blocks that have text."""
    return [block for block in document.blocks if clean(block.text)]


def shown(document: RawDocument) -> list[tuple[str, str]]:
    """Return role and clean text of each block."""
    return [(block.role, clean(block.text)) for block in blocks_of(document)]


def archive(entries: dict[str, bytes]) -> bytes:
    """Return a zip archive with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made_archive:
        for name, content in entries.items():
            made_archive.writestr(name, content)
    return buffer.getvalue()
