"""The words of any built file, whatever it is packed in: what a search for names has to look through."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import yaml

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\ufffe]+")
_TAG = re.compile(r"<[^<>]*>")
_SPLIT = re.compile(
    r"(?<=[^\W_])(?:</?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|ruby|s|samp|small|span|"
    r"strong|sub|sup|text|time|tspan|tt|u|var|wbr)\b[^<>]*>|<!--[^<>]*-->)+(?=[^\W_])"
)
_HEX = re.compile(rb"<(?:[0-9A-Fa-f]{2}\s*)+>")
_STRING = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<(?:[0-9A-Fa-f]\s*){8,}>", re.DOTALL)
_EMBEDDED = re.compile(r"data:([a-z]+/[a-z0-9.+-]+)[^,\"')]*;base64,([A-Za-z0-9+/=\s]+)")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|[nrtvf0])")
_ESCAPED = re.compile(f"(?:{_ESCAPE.pattern})+")
_FOLD = re.compile(r"\r?\n[ \t]")
_YAML = (".yaml", ".yml", ".cff")
_OPAQUE = (".woff2", ".png", ".jpg", ".jpeg", ".ttf", ".otf")
_DEEPEST = 3
"""Archives in archives are opened so far down."""

Text = tuple[str, str]
"""(place, text): where in the file, and what stands there."""


def words(text: str) -> list[str]:
    """Return the words of a text, without case, accents and characters that nobody sees, as they are compared."""
    return _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKD", text.casefold())))


def texts(path: Path, name: str | None = None) -> Iterator[Text]:
    """Yield every text of a built file, its name and the names of files packed in it included."""
    yield from _content(name or path.name, path.read_bytes(), 0)


def _content(place: str, content: bytes, depth: int) -> Iterator[Text]:
    yield place, place
    if place.lower().endswith(_OPAQUE):
        return
    if content[:4] == b"PK\x03\x04" and depth < _DEEPEST:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _content(f"{place}/{name}", archive.read(name), depth + 1)
    elif content[:3] == b"\x1f\x8b\x08" and depth < _DEEPEST:
        inner = place.rsplit("/", 1)[-1].removesuffix(".gz")
        yield from _content(f"{place}/{inner}", gzip.decompress(content), depth + 1)
    elif content[:5] == b"%PDF-":
        yield from _pdf(place, content)
    elif content[:15] == b"SQLite format 3":
        yield from _database(place, content)
    else:
        yield from _written(place, content.decode("utf-8", "replace"), depth)


def _written(place: str, text: str, depth: int) -> Iterator[Text]:
    """Yield what a text says: between its tags, in them, and with words whole that tags of a line of text split."""
    for kind, data in _EMBEDDED.findall(text):
        if not kind.startswith(("font/", "image/png", "image/jpeg")) and depth < _DEEPEST:
            try:
                yield from _content(f"{place} ({kind})", base64.b64decode(data), depth + 1)
            except (binascii.Error, ValueError):
                continue
    text = _EMBEDDED.sub(" ", text)
    yield place, unescape(_TAG.sub(" ", text))
    if "<" in text:
        yield place, unescape("\n".join(_TAG.findall(text)))
        whole = _SPLIT.sub("", text)
        if whole != text:
            yield place, unescape(_TAG.sub(" ", whole))
    if place.endswith((".json", ".jsonld", ".jsonl")):
        yield place, " \n ".join(_strings(text))
    elif place.endswith(_YAML):
        yield place, " \n ".join(_flat([_yaml(text)]))
    elif place.endswith(".ics"):
        # Long lines of a calendar are folded anywhere, in the middle of a word as well.
        yield place, re.sub(r"\\[nN]", " ", _FOLD.sub("", text))
    elif _ESCAPED.search(text):
        yield place, unescape(_ESCAPED.sub(_unescaped, text))


def _unescaped(found: re.Match[str]) -> str:
    """Return what escapes of a script stand for (a line's end is a space); two of them can be one character."""
    numbers = [min(int(a or b or c or "20", 16), 0x10FFFF) for a, b, c in _ESCAPE.findall(found[0])]
    return "".join(map(chr, numbers)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _yaml(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def _strings(text: str) -> Iterator[str]:
    """Yield the strings of JSON, or of JSON in lines, with their escapes undone."""
    try:
        values = [json.loads(text)]
    except ValueError:
        values = []
        for line in text.splitlines():
            try:
                values.append(json.loads(line))
            except ValueError:
                continue
    yield from _flat(values)


def _flat(values: list[Any]) -> Iterator[str]:
    """Yield every string in lists and mappings."""
    stack = values
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            stack += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            stack += value


def _database(place: str, content: bytes) -> Iterator[Text]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(content)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            quoted = '"' + table.replace('"', '""') + '"'
            rows = connection.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - a name out of the file's own catalogue
            while some := rows.fetchmany(500):
                found = "\n".join(value for row in some for value in row if isinstance(value, str))
                yield f"{place} table {table}", found
                if "\\u" in found:
                    yield f"{place} table {table}", re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), found)
    finally:
        connection.close()


def _pdf(place: str, content: bytes) -> Iterator[Text]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        yield f"{place} metadata", " \n ".join(document.get_metadata_dict().values())
        yield f"{place} outline", " \n ".join(entry.get_title() for entry in document.get_toc())
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
    yield f"{place} text", joined
    yield f"{place} text", re.sub(r"[-\u2010\u00ad\ufffe]\s*\r?\n\s*", "", joined)
    yield f"{place} objects", _objects(content)


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
