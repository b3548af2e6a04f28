"""What citeproc knows: the sources of the project and the entries of its bibliography, as CSL items."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wsse_vision.join.evidence import Source
from wsse_vision.publish.language import N_, Translate
from wsse_vision.publish.pandoc import run_pandoc

_GENRE = {
    "notebook": N_("proposal notebook"),
    "findhorn": N_("assembly document"),
    "workshop": N_("workshop document"),
    "interview": N_("interview"),
    "forum": N_("forum archive"),
}


def of_sources(sources: Iterable[Source], _: Translate = str) -> list[dict[str, Any]]:
    """Return a CSL item for each source; its short title stands in citations."""
    return [_item(source, _) for source in sources]


def of_bibliography(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a BibTeX file as CSL items; a missing file has none."""
    if not path.is_file():
        return []
    items: list[dict[str, Any]] = json.loads(run_pandoc(["-f", "biblatex", "-t", "csljson", str(path)]))
    return items


def _item(source: Source, _: Translate) -> dict[str, Any]:
    meta = source.metadata
    item: dict[str, Any] = {
        "id": source.id,
        "type": "interview" if source.kind == "interview" else "report",
        "title": f"{source.title}: {meta['subtitle']}" if meta.get("subtitle") else source.title,
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
