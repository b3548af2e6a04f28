"""What citeproc knows: the sources of the project and the entries of its bibliography, as CSL items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from wsse_vision.join.evidence import Source
from wsse_vision.publish.language import N_, Translate
from wsse_vision.publish.pandoc import PandocError, run_pandoc
from wsse_vision.sources.bibliography import Bibliography

_GENRE = {
    "notebook": N_("proposal notebook"),
    "findhorn": N_("assembly document"),
    "workshop": N_("workshop document"),
    "interview": N_("interview"),
    "forum": N_("forum archive"),
}


def could_be_cited(markdown: str) -> frozenset[str]:
    """Return whatever a text in pandoc's Markdown could cite: its keys, and what only looks like one.

    A key without braces ends where pandoc finds that it does, so that each of its beginnings may be the key.
    """
    found = {braced for braced, _plain in _KEY.findall(markdown)}
    for plain in {plain for _braced, plain in _KEY.findall(markdown)}:
        found.update(plain[:end] for end in range(1, len(plain) + 1))
    return frozenset(found)


_KEY = re.compile(r"@(?:\{([^{}]+)\}|([^\s{}]+))")


def of_sources(sources: Iterable[Source], _: Translate = str) -> list[dict[str, Any]]:
    """Return a CSL item for each source; its short title stands in citations."""
    return [_item(source, _) for source in sources]


def of_bibliography(bibliography: Bibliography, name: str) -> list[dict[str, Any]]:
    """Return the entries of a BibTeX file, called ``name``, as CSL items.

    Raises ``PandocError`` naming an entry that pandoc does not understand.
    """
    written = bibliography.written
    if not written:
        return []
    try:
        items = _converted("\n".join(written.values()))
    except PandocError:
        items = [item for key, entry in written.items() for item in _alone(name, key, entry)]
    return [_completed(item, "\n  shorttitle = " in written.get(item["id"], "")) for item in items]


def _alone(name: str, key: str, entry: str) -> list[dict[str, Any]]:
    try:
        return _converted(entry)
    except PandocError as error:
        raise PandocError(f"{name}: {key}: {error}") from None


def _converted(bibtex: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(run_pandoc(["-f", "biblatex", "-t", "csljson"], bibtex.encode()))
    return items


def _completed(item: dict[str, Any], short: bool) -> dict[str, Any]:
    """Return an item with a type that CSL knows, its title as written, and what it is cited by: its authors, unless
    it has none or its entry gives a ``short`` title.
    """
    item["type"] = item.get("type") or "document"
    item = {name: _NOCASE.sub(r"\1", value) if isinstance(value, str) else value for name, value in item.items()}
    if item.get("title"):
        item["title"] = _TWICE_CLOSED.sub(r"\1", item["title"])
    if not short:
        item.pop("title-short", None)
    if not item.get("author") and not item.get("editor") and item.get("title"):
        item.setdefault("title-short", short_title(item["title"]))
    return item


_TWICE_CLOSED = re.compile(r"([?!…]):(?=\s)")
"""A title that closes with a sign of its own needs no colon before its subtitle."""

_NOCASE = re.compile(r'<span class="nocase">(.*?)</span>')


def _item(source: Source, _: Translate) -> dict[str, Any]:
    meta = source.metadata
    item: dict[str, Any] = {
        "id": source.id,
        "type": "interview" if source.kind == "interview" else "report",
        "title": _joined(source.title, meta.get("subtitle")),
        "title-short": short_title(source.title),
        "genre": _(_GENRE[source.kind]) + (f" ({_('specimen')})" if source.status == "specimen" else ""),
        "author": [{"literal": name} for name in meta.get("authors", [])],
        "publisher": meta.get("publisher"),
        "URL": meta.get("url"),
        "language": source.language,
    }
    if meta.get("date"):
        item["issued"] = {"date-parts": [[int(part) for part in str(meta["date"])[:10].split("-")]]}
    return {key: value for key, value in item.items() if value}


def _joined(title: str, subtitle: str | None) -> str:
    return _TWICE_CLOSED.sub(r"\1", f"{title}: {subtitle}") if subtitle else title


def short_title(title: str, most: int = 44) -> str:
    """Return a title for citations: what stands before a colon or dash, and not too much of it."""
    head = title
    for mark in (":", " – ", " — ", ". "):
        before = head.split(mark)[0].strip()
        if len(before) >= 8:
            head = before
    if len(head) <= most:
        return head
    return head[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"
