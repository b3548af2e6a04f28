"""Web pages: what is navigation, script or hidden goes before pandoc reads the rest."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

from wsse_vision.ingest.encoding import decode

_KEPT = {
    "a", "abbr", "address", "article", "aside", "b", "blockquote", "br", "caption", "center", "cite",
    "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "ins", "kbd", "li",
    "main", "mark", "ol", "p", "pre", "q", "s", "section", "small", "span", "strike", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var",
}  # fmt: skip

_DROPPED = {
    "audio", "button", "canvas", "datalist", "dialog", "iframe", "math", "nav", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip

_ATTRIBUTES = {
    "*": {
        "aria-hidden",
        "class",
        "dir",
        "hidden",
        "id",
        "lang",
        "role",
        "style",
        "colspan",
        "rowspan",
        "start",
        "type",
    },
    "a": {"href"},
    "img": {"alt", "src"},
}

_HIDDEN_ROLES = {
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "menu",
    "menubar",
    "toolbar",
    "dialog",
    "alert",
}
_HIDDEN_CLASSES = {
    "authority-control", "breadcrumb", "breadcrumbs", "catlinks", "cookie-banner", "hatnote", "metadata",
    "mw-cite-backlink", "mw-editsection", "mw-footer", "mw-indicators", "mw-jump-link", "mw-redirectedfrom",
    "navbox", "noprint", "printfooter", "screen-reader-text", "sharedaddy", "sistersitebox", "siteNotice",
    "skip-link", "sr-only", "toc", "vector-dropdown", "vector-menu", "visually-hidden",
}  # fmt: skip
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_VOID = {"br", "hr", "img"}


def prepare(data: bytes, charset: str | None = None) -> tuple[str, dict[str, Any]]:
    """Return a page's content as clean HTML, and what it tells of title, authors, date and language.

    The ``main`` part of the page, or its articles, are taken when they hold a good part of the text.
    """
    import nh3

    text = decode(data, charset or _charset(data))
    metadata = _metadata(text)
    kept = nh3.clean(
        text,
        tags=_KEPT,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        link_rel=None,
        strip_comments=True,
    )
    pruner = _Pruner()
    pruner.feed(kept)
    pruner.close()
    return pruner.content(), metadata


def _charset(data: bytes) -> str | None:
    found = re.search(
        rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", data[:4096]
    )
    return found[1].decode("ascii") if found else None


def _metadata(text: str) -> dict[str, Any]:
    head = text[:200_000]
    metadata: dict[str, Any] = {}
    if found := re.search(r"<title[^>]*>([^<]{1,500})</title", head, re.IGNORECASE):
        metadata["title"] = html.unescape(found[1])
    if found := re.search(r"<html[^>]{0,500}?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z-]{2,20})", head, re.IGNORECASE):
        metadata["language"] = found[1]
    for tag in re.findall(r"<meta\b[^>]{0,2000}>", head, re.IGNORECASE)[:200]:
        name = re.search(r"name\s*=\s*[\"']?([\w.:-]+)", tag, re.IGNORECASE)
        content = re.search(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag, re.IGNORECASE)
        if not name or not content:
            continue
        value = html.unescape(content[1] or content[2] or "")
        if name[1].lower() in ("author", "dc.creator", "citation_author"):
            metadata.setdefault("authors", []).append(value)
        elif name[1].lower() in ("date", "dc.date", "dcterms.date", "citation_publication_date"):
            metadata.setdefault("date", value)
    return metadata


class _Pruner(HTMLParser):
    """Copies well-formed HTML without hidden elements and marks where the main content stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self.weight = 0
        self.open: list[tuple[str, str | None, int, int]] = []
        self.regions: dict[str, list[tuple[int, int, int]]] = {"main": [], "article": []}
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.skipping or _is_hidden(tag, given):
            self.skipping += tag not in _VOID
            return
        raw = self.get_starttag_text() or ""
        if tag in _VOID:
            self.pieces.append(raw)
            return
        region = "article" if tag == "article" else None
        if tag == "main" or given.get("role") == "main":
            # Pandoc would pass over everything outside, however little is inside.
            region, raw = "main", raw if tag != "main" else "<div>"
            raw = raw.replace('role="main"', "")
        if region and any(entry[1] == region for entry in self.open):
            region = None  # a region within one of its kind
        self.open.append((tag, region, len(self.pieces), self.weight))
        self.pieces.append(raw)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        self.pieces.append("</div>" if tag == "main" else f"</{tag}>")
        if self.open and self.open[-1][0] == tag:
            _, region, start, weight = self.open.pop()
            if region:
                self.regions[region].append((start, len(self.pieces), self.weight - weight))

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.pieces.append(data)
            self.weight += len(data.strip())

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, text: str) -> None:
        if not self.skipping:
            self.pieces.append(text)

    def content(self) -> str:
        """Return the main content, or everything when no part is marked as such."""
        for region, least in (("main", 0.2), ("article", 0.5)):
            found = self.regions[region]
            if found and sum(weight for _, _, weight in found) >= max(1, least * self.weight):
                return "\n".join("".join(self.pieces[start:end]) for start, end, _ in found)
        return "".join(self.pieces)


def _is_hidden(tag: str, given: dict[str, str]) -> bool:
    classes = set(given.get("class", "").split())
    if "hidden" in given or given.get("aria-hidden") == "true" or given.get("role") in _HIDDEN_ROLES:
        return True
    if _INVISIBLE.search(given.get("style", "")) or classes & _HIDDEN_CLASSES:
        return True
    if tag == "footer":
        return not any("note" in name for name in (given.get("role", ""), *classes))
    return tag == "sup" and "reference" in classes
