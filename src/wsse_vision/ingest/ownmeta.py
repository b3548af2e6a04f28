"""What a document says of itself: title, authors, date, language; nothing that a program wrote there."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping
from typing import Any

from wsse_vision.ingest.canonical import clean
from wsse_vision.ingest.inlines import text_of

_JUNK_TITLE = re.compile(
    r"^(?:untitled|document\d*|sans titre|sin t[ií]tulo|sem t[ií]tulo|title|titre|\S+\.\w{2,5}"
    r"|(?:microsoft )?powerpoint[ -]presentation|pr[ée]sentation powerpoint"
    r"|presentaci[óo]n de powerpoint|apresenta[çc][ãa]o do powerpoint)$",
    re.IGNORECASE,
)
_JUNK_AUTHOR = re.compile(
    r"^(?:python-docx|openpyxl|apache poi|pandoc|microsoft office user|(?:windows )?user|admin(?:istrator)?"
    r"|administrateur|unknown|utilisateur.*|usuario.*|utilizador.*|author|auteur|autor|-+)$",
    re.IGNORECASE,
)


def tidy(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``title``, ``authors``, ``date`` and ``language`` of ``given``, each only if it says something.

    ``given`` may use the usual other names (``author``, ``creator``, ``lang``); dates are returned as text.
    """
    found: dict[str, Any] = {}
    title = re.sub(r"^Microsoft (?:Word|PowerPoint) - ", "", _text(given.get("title")))
    title = html.unescape(title)
    if title and "<%" not in title and not _JUNK_TITLE.match(title):
        found["title"] = title[:500]
    authors = [name for name in _names(given.get("authors", given.get("author", given.get("creator")))) if name]
    authors = [name[:200] for name in dict.fromkeys(authors) if not _JUNK_AUTHOR.match(name)]
    if authors:
        found["authors"] = authors[:100]
    if date := _text(given.get("date")):
        found["date"] = date[:50]
    language = _text(given.get("language", given.get("lang"))).replace("_", "-").lower()
    if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", language):
        found["language"] = language.split("-")[0]
    return found


def _text(value: Any) -> str:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for part in value for name in _names(part)]
    if isinstance(value, dict):
        return [_text(value.get("name", value.get("literal")))]
    text = _text(value)
    return [clean(name) for name in re.split(r"\s*;\s*", text)] if text else []


def of_tree(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata of pandoc's syntax tree as plain values, for ``tidy``."""
    return {key: _plain(value) for key, value in meta.items()}


def _plain(value: Any) -> Any:
    kind, content = value["t"], value["c"]
    if kind == "MetaInlines":
        return text_of(content)
    if kind == "MetaList":
        return [_plain(part) for part in content]
    if kind == "MetaMap":
        return {key: _plain(part) for key, part in content.items()}
    if kind == "MetaBlocks":
        return " ".join(text_of(block["c"]) for block in content if block["t"] in ("Para", "Plain"))
    return content
