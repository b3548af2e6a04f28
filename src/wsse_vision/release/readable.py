"""The words of any built file, whatever it is packed in: what a search for names has to look through.

A file is read as pieces, mostly its lines: no file has to fit into memory, and what many files have in common is
known again. What the pieces of one part say is to be read as one text, piece after piece.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

import yaml

from wsse_vision.release.blocks import Blocks

_HEX = re.compile(rb"<(?:[0-9A-Fa-f]{2}\s*)+>")
_STRING = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<(?:[0-9A-Fa-f]\s*){8,}>", re.DOTALL)
_EMBEDDED = re.compile(r"data:([a-z]+/[a-z0-9.+-]+)[^,\"')]*;base64,([A-Za-z0-9+/=\s]+)")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_HANDED_OVER = re.compile(r"String\.raw`(.*)`;\s*\Z", re.DOTALL)
_FOLD = re.compile(r"\r?\n[ \t]")
_YAML = (".yaml", ".yml", ".cff")
_JSON = (".json", ".jsonld", ".jsonl")
_OPAQUE = (".woff2", ".png", ".jpg", ".jpeg", ".ttf", ".otf")
_DEEPEST = 3
"""Archives in archives are opened so far down."""

_WHOLE = 4 * 2**20
"""Bytes up to which a text is read as a whole; of a longer one, line after line."""

_AT_ONCE = 2**20
"""Bytes of a long text that are read at once."""

_NUMBERS = re.compile(r'Position="[0-9]{1,7}"|(?:guid|GUID|User)="[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"')
"""Offsets and identifiers in a project of REFI-QDA, too short for a telephone's number or no words: they make each line
of it another."""

_SAYING = 4
"""Letters that a value of data must have to say anything: nothing shorter is kept back."""


class Part(NamedTuple):
    """Where in a file, and what stands there: pieces that follow one another, or stand ``apart`` as values of data."""

    place: str
    pieces: Iterable[str]
    apart: bool = False


def parts(path: Path, name: str | None = None, blocks: Blocks | None = None) -> Iterator[Part]:
    """Yield every part of a built file as pieces of text, without the blocks that are known.

    The names of the file and of files packed in it are parts too, whose place is what they say.
    """
    place, blocks = name or path.name, blocks or Blocks()
    with path.open("rb") as stream:
        head = stream.read(16)
        if head[:15] == b"SQLite format 3":
            yield Part(place, [place])
            with closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as connection:
                yield from _database(place, connection, blocks)
        else:
            stream.seek(0)
            yield from _content(place, stream, path.stat().st_size, 0, blocks)


def _content(place: str, stream: IO[bytes], size: int, depth: int, blocks: Blocks) -> Iterator[Part]:
    yield Part(place, [place])
    if place.lower().endswith(_OPAQUE):
        return
    head = stream.read(5)
    stream.seek(0)
    if head[:4] == b"PK\x03\x04" and depth < _DEEPEST:
        with zipfile.ZipFile(stream) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as inner:
                    yield from _content(f"{place}/{entry.filename}", inner, entry.file_size, depth + 1, blocks)
    elif size > _WHOLE and head != b"%PDF-":
        yield from _long(place, stream, blocks)
    else:
        content = stream.read()
        if not depth or not blocks.know(place, content):
            yield from _short(place, content, depth, blocks)


def _long(place: str, stream: IO[bytes], blocks: Blocks) -> Iterator[Part]:
    """Yield the blocks of a text that is not read as a whole: its lines, of data the values in each."""
    with io.BufferedReader(stream, _AT_ONCE) as lines:  # type: ignore[type-var]
        if place.endswith(_JSON):
            for rows in blocks.new_rows(place, lines):
                yield Part(place, _of_lines(row.decode("utf-8", "replace") for row in rows), True)
        elif place.endswith(".qde"):
            for block in blocks.new_lines(place, lines):
                yield Part(place, _NUMBERS.sub("", "".join(block)).split("\n"))
        else:
            for block in blocks.new_lines(place, lines):
                yield Part(place, chain.from_iterable(_handed_over(line) or (line,) for line in block))


def _short(place: str, content: bytes, depth: int, blocks: Blocks) -> Iterator[Part]:
    if content[:3] == b"\x1f\x8b\x08" and depth < _DEEPEST:
        inner = gzip.decompress(content)
        name = f"{place}/{place.rsplit('/', 1)[-1].removesuffix('.gz')}"
        yield from _content(name, io.BytesIO(inner), len(inner), depth + 1, blocks)
    elif content[:5] == b"%PDF-":
        yield from _pdf(place, content)
    elif content[:15] == b"SQLite format 3":
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(content)
            yield from _database(place, connection, blocks)
    else:
        yield from _written(place, content.decode("utf-8", "replace"), depth, blocks)


def _written(place: str, text: str, depth: int, blocks: Blocks) -> Iterator[Part]:
    if ";base64," in text:
        for kind, data in _EMBEDDED.findall(text):
            if not kind.startswith(("font/", "image/png", "image/jpeg")) and depth < _DEEPEST:
                try:
                    inner = base64.b64decode(data)
                except (binascii.Error, ValueError):
                    continue
                yield from _content(f"{place} ({kind})", io.BytesIO(inner), len(inner), depth + 1, blocks)
        text = _EMBEDDED.sub(" ", text)
    if place.endswith(_JSON):
        try:
            yield Part(place, _values(json.loads(text)), True)
        except ValueError:
            yield Part(place, _of_lines(text.splitlines()), True)
        return
    handed_over = _handed_over(text)
    yield Part(place, handed_over or text.split("\n"), handed_over is not None)
    if place.endswith(_YAML):
        yield Part(place, _values(_yaml(text)), True)
    elif place.endswith(".ics"):
        # Long lines of a calendar are folded anywhere, in the middle of a word as well.
        yield Part(place, re.sub(r"\\[nN]", " ", _FOLD.sub("", text)).split("\n"))


def _of_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the values in lines of data, and as they are those lines that are parts of a larger value."""
    forms: set[tuple[str, ...]] = set()
    for line in lines:
        found: list[str] = []
        try:
            _gather((json.loads(line.strip().removesuffix(",")),), found, forms)
        except ValueError:
            yield line
        yield from found


def _handed_over(text: str) -> list[str] | None:
    """Return the values that a script of the site hands to its page as JSON, if it is one."""
    found = _HANDED_OVER.search(text) if "String.raw`" in text[:200] else None
    try:
        return _values(text[: found.start()], json.loads(found[1])) if found else None
    except ValueError:
        return None


def _yaml(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def _values(*values: Any) -> list[str]:
    """Return every string in lists and mappings that says anything; the names in mappings of one form only once."""
    found: list[str] = []
    _gather(values, found, set())
    return found


def _gather(values: Iterable[Any], found: list[str], forms: set[tuple[str, ...]]) -> None:
    for value in values:
        kind = value.__class__
        if kind is str:
            if len(value) >= _SAYING:
                found.append(value)
        elif kind is dict:
            form = tuple(value)
            if form not in forms:
                forms.add(form)
                _gather(form, found, forms)
            _gather(value.values(), found, forms)
        elif kind is list:
            _gather(value, found, forms)


def _database(place: str, connection: sqlite3.Connection, blocks: Blocks) -> Iterator[Part]:
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        quoted = '"' + table.replace('"', '""') + '"'
        rows = connection.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - a name out of the file's own catalogue
        named = f"{place} table {table}"
        for new in blocks.new_rows(named, map(_row, rows)):
            yield Part(named, b"".join(new).decode("utf-8", "surrogatepass").split("\0"), True)


def _row(row: tuple[Any, ...]) -> bytes:
    """Return the texts of a row that say anything, each with a character behind that parts words like any other."""
    said = [value.replace("\0", " ") for value in row if isinstance(value, str) and len(value) >= _SAYING]
    return "\0".join([*said, ""]).encode("utf-8", "surrogatepass")


def _pdf(place: str, content: bytes) -> Iterator[Part]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        yield Part(f"{place} metadata", list(document.get_metadata_dict().values()))
        yield Part(f"{place} outline", [entry.get_title() for entry in document.get_toc()])
        pages = []
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range())
            text_page.close()
            page.close()
    finally:
        document.close()
    joined = "\n".join(pages)
    yield Part(f"{place} text", joined.split("\n"))
    # Also without the hyphens at the ends of lines.
    yield Part(f"{place} text", re.sub(r"[-\u2010\u00ad\ufffe]\s*\r?\n\s*", "", joined).split("\n"))
    yield Part(f"{place} objects", _objects(content).split("\n"))


def _objects(content: bytes) -> str:
    """Return what stands in the objects of a PDF: alternative texts, XMP. Page contents and fonts are left out."""
    parts: list[bytes] = []
    end = 0
    for match in _STREAM.finditer(content):
        try:
            data = zlib.decompress(match[1])
        except zlib.error:
            continue
        parts += _STRING.findall(content, end, match.start())
        end = match.end()
        if data[:5] == b"<?xpa":
            parts.append(data)
        elif b"/Alt" in data or b"/Type" in data:
            parts += _STRING.findall(data)
    parts += _STRING.findall(content, end)
    parts += [bytes.fromhex(part[1:-1].decode()) for part in parts if part[:1] == b"<" and _HEX.fullmatch(part)]
    # Strings are Latin-1 or UTF-16; without its zero bytes the latter reads like the former.
    return b"\n".join(parts).replace(b"\x00", b"").decode("latin-1")


def pages_of(path: Path) -> int:
    """Return the number of pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()
