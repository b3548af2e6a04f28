"""A corpus with its codings as a REFI-QDA 1.5 project (.qdpx), written."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import IO
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from wsse_vision.exchange.codes import Code, add_codes
from wsse_vision.exchange.identity import guid
from wsse_vision.exchange.markup import add, content, fit

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
    root = ElementTree.Element("Project", {"xmlns": NAMESPACE, "name": fit(title), "origin": "WSSE Vision"})
    users = add(root, "Users", {})
    for name in dict.fromkeys(coders):
        add(users, "User", {"guid": guid("user", name), "name": name})
    add_codes(add(root, "CodeBook", {}), codes)
    known = {(code.group, code.id): code.guid for code in codes}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryFile() as sources:
        for text in texts:
            sources.write(_source(text, known).encode("utf-8"))
            # A text that begins with the character used as byte order mark needs a mark of its own to keep it.
            plain = ("\ufeff" if text.text.startswith("\ufeff") else "") + text.text
            with archive.open(_entry(f"sources/{guid('source', text.id)}.txt"), "w") as file:
                file.write(plain.encode("utf-8"))
        head, end = content(root).rsplit(b"\n</Project>", 1)
        with archive.open(_entry("project.qde"), "w", force_zip64=True) as file:
            file.write(head)
            if sources.tell():
                sources.seek(0)
                file.write(b"\n  <Sources>")
                shutil.copyfileobj(sources, file)
                file.write(b"\n  </Sources>")
            file.write(b"\n</Project>" + end)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # what the zip says of the system that made it must not depend on that system
    return entry


def _source(text: Text, known: dict[tuple[str, str], str]) -> str:
    """Return a source with its codings as it stands in the project file, an element a line."""
    if "\r" in text.text:
        raise ValueError(f"{text.id}: the canonical text has LF line ends only")
    own = guid("source", text.id)
    inner = [f"\n      <Description>{escape(fit(text.description))}</Description>"] if text.description else []
    for coded in text.codings:
        if not 0 <= coded.start < coded.end <= len(text.text):
            raise ValueError(f"{text.id}: {coded.start} to {coded.end} is outside the text")
        inner.append(_selection(text.id, coded, known))
    head = f"\n    <TextSource guid={quoteattr(own)} name={quoteattr(fit(text.id))}"
    head += f" plainTextPath={quoteattr(f'internal://{own}.txt')}"
    return f"{head}>{''.join(inner)}\n    </TextSource>" if inner else f"{head} />"


def _selection(source: str, coded: Coded, known: dict[tuple[str, str], str]) -> str:
    user = _user(coded.by)
    identity = (source, coded.id, coded.by)
    head = (
        f'\n      <PlainTextSelection guid="{guid("selection", *identity)}" startPosition="{coded.start}"'
        f' endPosition="{coded.end}" creatingUser="{user}"'
    )
    inner = f"\n        <Description>{escape(fit(coded.note))}</Description>" if coded.note else ""
    given = [("kind", coded.kind)] if coded.kind else []
    for group, code in [*given, *(("theme", theme) for theme in coded.themes)]:
        one = guid("coding", *identity, group, code)
        inner += (
            f'\n        <Coding guid="{one}" creatingUser="{user}">'
            f'\n          <CodeRef targetGUID="{known[(group, code)]}" />\n        </Coding>'
        )
    return f"{head}>{inner}\n      </PlainTextSelection>" if inner else f"{head} />"


@cache
def _user(name: str) -> str:
    return guid("user", name)
