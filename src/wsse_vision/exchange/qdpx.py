"""A corpus with its codings as a REFI-QDA 1.5 project (.qdpx), written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

from wsse_vision.exchange.codes import Code, add_codes
from wsse_vision.exchange.identity import guid
from wsse_vision.exchange.markup import add, content

NAMESPACE = "urn:QDA-XML:project:1.0"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that the same project is the same bytes."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage ``text[start:end]`` (code points, end-exclusive) coded by one person or by the rules.

    ``id`` tells codings of the same passage apart; ``kind`` may be missing where only themes were given.
    """

    id: str
    start: int
    end: int
    kind: str | None
    themes: tuple[str, ...]
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A source: its id, a description, its text (LF line ends), and its codings."""

    id: str
    description: str
    text: str
    codings: Sequence[Coded] = field(default=())


def write_project(stream: IO[bytes], title: str, codes: Sequence[Code], coders: Sequence[str], texts: Iterable[Text]
                  ) -> None:  # fmt: skip
    """Write a .qdpx archive; ``coders`` names everybody in ``Coded.by``, ``codes`` every kind and theme.

    Texts are taken one at a time. Raises ``ValueError`` for a text with CR or a passage outside its text.
    """
    root = ElementTree.Element("Project", {"xmlns": NAMESPACE, "name": title, "origin": "WSSE Vision"})
    users = add(root, "Users", {})
    for name in dict.fromkeys(coders):
        add(users, "User", {"guid": guid("user", name), "name": name})
    add_codes(add(root, "CodeBook", {}), codes)
    sources = ElementTree.Element("Sources")
    known = {(code.group, code.id): code.guid for code in codes}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for text in texts:
            _add_text(sources, text, known)
            # A text that begins with the character used as byte order mark needs a mark of its own to keep it.
            plain = ("\ufeff" if text.text.startswith("\ufeff") else "") + text.text
            _store(archive, f"sources/{guid('source', text.id)}.txt", plain.encode("utf-8"))
        if len(sources):
            root.append(sources)
        _store(archive, "project.qde", content(root))


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # what the zip says of the system that made it must not depend on that system
    archive.writestr(entry, data)


def _add_text(parent: ElementTree.Element, text: Text, known: dict[tuple[str, str], str]) -> None:
    if "\r" in text.text:
        raise ValueError(f"{text.id}: the canonical text has LF line ends only")
    own = guid("source", text.id)
    place = add(parent, "TextSource", {"guid": own, "name": text.id, "plainTextPath": f"internal://{own}.txt"})
    if text.description:
        add(place, "Description", {}, text.description)
    for coded in text.codings:
        if not 0 <= coded.start < coded.end <= len(text.text):
            raise ValueError(f"{text.id}: {coded.start} to {coded.end} is outside the text")
        user = guid("user", coded.by)
        identity = (text.id, coded.id, coded.by)
        attributes = {
            "guid": guid("selection", *identity),
            "startPosition": str(coded.start),
            "endPosition": str(coded.end),
            "creatingUser": user,
        }
        selection = add(place, "PlainTextSelection", attributes)
        if coded.note:
            add(selection, "Description", {}, coded.note)
        given = [("kind", coded.kind)] if coded.kind else []
        for group, code in [*given, *(("theme", theme) for theme in coded.themes)]:
            one = add(selection, "Coding", {"guid": guid("coding", *identity, group, code), "creatingUser": user})
            add(one, "CodeRef", {"targetGUID": known[(group, code)]})
