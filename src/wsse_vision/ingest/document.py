"""One document: read under guard, withheld words taken out, made canonical, its languages told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wsse_vision.files import sha256
from wsse_vision.ingest import guard, language, readers
from wsse_vision.ingest.canonical import canonical
from wsse_vision.ingest.raw import Notice, RawDocument, from_plain, to_plain
from wsse_vision.ingest.redaction import names_withheld, withhold, withhold_value
from wsse_vision.model import Document, Problem, SourceError, SourceKind

Merge = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Completes what is known about a source by what its document says: title, authors, date, language."""


Read = Callable[[Path], RawDocument]
"""Reads a file; raises ``SourceError`` if it cannot be read."""


@contextmanager
def reading() -> Iterator[Read]:
    """Give a function that reads files in a process apart, one after another, see ``guard.Guard``."""
    with guard.Guard(lambda path: to_plain(readers.read(Path(path)))) as guarded:
        yield lambda path: from_plain(guarded(str(path)))


def read_guarded(path: Path) -> RawDocument:
    """Return what is in a file, read in a process of its own; raise ``SourceError`` if it cannot be read."""
    with reading() as read:
        return read(path)


def make_document(
    path: Path,
    *,
    source_id: str,
    kind: SourceKind,
    shown_path: str,
    key: str,
    merge: Merge,
    withheld: Sequence[str] = (),
    warn: Callable[[Problem], None] | None = None,
    read: Read = read_guarded,
) -> tuple[Document, str]:
    """Return the document in the file at ``path``, and its canonical text.

    ``shown_path`` is its path in the project folder; ``withheld`` are words that must not appear in text or
    metadata. ``warn`` is called with what the maintainer should know although the document could be read.
    Raises ``SourceError`` when it cannot be read or holds no text.
    """
    raw = read(path)
    metadata = withhold_value(merge(withhold_value(raw.metadata, withheld)), withheld)
    text, blocks = canonical(withhold(raw.blocks, withheld))
    if not blocks:
        raise SourceError("no-text", "has no text in it", "Remove it or put the document in its place.")
    given = merge({}).get("language")
    document = Document(
        source=source_id,
        kind=kind,
        path=shown_path,
        format=readers.format_of(path),
        key=key,
        text_sha256=sha256(text),
        language=language.assign(text, blocks, given=given, stated=metadata.get("language")),
        metadata=metadata,
        blocks=blocks,
        pages=raw.pages,
    )
    if warn:
        for notice in [*raw.notices, *_about_name(source_id, withheld)]:
            warn(Problem(source_id, "ingest", notice.code, notice.message, notice.hint))
    return document, text


def _about_name(source_id: str, withheld: Sequence[str]) -> list[Notice]:
    """Publications call such a source by a number; the names of its files and folders still tell."""
    if not names_withheld(source_id, withheld):
        return []
    message = "the file's name holds a word that must be withheld"
    return [Notice("name-in-file-name", message, "Rename the file, so that no folder is called after the person.")]
