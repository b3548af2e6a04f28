"""The package of a book: landmarks, a page list, and metadata that claims what is true and nothing else.

pandoc writes the chapters; what it says about them is taken out and said again here.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from typing import Any

from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node
from wsse_vision.publish.language import Translate

PAGE = 1800
"""Characters of text between two page marks, at least; marks stand between blocks."""

_LANDMARKS = (
    ("edition", "titlepage"),
    ("introduction", "introduction"),
    ("index", "index"),
    ("references", "bibliography"),
    ("colophon", "colophon"),
)
"""Sections by their ids, and what they are to a reading system."""


_COVER = "EPUB/text/cover.xhtml"


def with_page_marks(blocks: list[Node], _: Translate) -> list[Node]:
    """Return the tree with page marks between blocks.

    A screen has no pages; the marks give people in one room a number to name. They belong to the book alone and are
    not those of the PDF, which the metadata says.
    """
    result, number, length = [], 0, PAGE
    for block in blocks:
        starts = block["t"] == "Header" and block["c"][0] == 1
        if length >= PAGE and not starts:
            number += 1
            label = escape(f"{_('Page')} {number}")
            mark = f'<span epub:type="pagebreak" role="doc-pagebreak" id="page-{number}" aria-label="{label}"></span>'
            result.append(ast.raw("html", f'<div class="page">{mark}</div>', block=True))
            length = 0
        result.append(block)
        length += len(ast.plain(block))
    return result


def finish(book: bytes, meta: dict[str, Any], figures: int, _: Translate) -> bytes:
    """Return the book with its package and navigation completed; same book, same bytes."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        files = [(info, archive.read(info)) for info in archive.infolist()]
    texts = {info.filename: data.decode() for info, data in files if info.filename.endswith((".xhtml", ".opf"))}
    for name, text in texts.items():
        if name.startswith("EPUB/text/"):
            texts[name] = _chapter(text)
    if cover := texts.get(_COVER):
        label = escape(f"{_('Cover:')} {meta['title']}")
        texts[_COVER] = cover.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    texts["EPUB/nav.xhtml"] = _navigation(texts, _)
    texts["EPUB/content.opf"] = _package(texts["EPUB/content.opf"], meta, figures, _)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for info, data in files:
            content = texts[info.filename].encode() if info.filename in texts else data
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = info.compress_type
            archive.writestr(entry, content)
    return stream.getvalue()


def _chapter(text: str) -> str:
    """Return a chapter with its heading for title and each language said in the way of XML, too."""
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    if heading:
        words = re.sub(r"<[^>]*>", "", heading[1]).strip()
        text = re.sub(r"<title>.*?</title>", lambda _found: f"<title>{words}</title>", text, count=1, flags=re.DOTALL)
    return re.sub(
        r'(<[a-z]+(?: (?!xml:lang)[^<>]*?)?) lang="([^"]*)"(?! xml:lang)', r'\1 lang="\2" xml:lang="\2"', text
    )


def _navigation(texts: dict[str, str], _: Translate) -> str:
    """Return the navigation with landmarks and, where there are page marks, the list of them."""
    chapters = sorted((name, text) for name, text in texts.items() if name.startswith("EPUB/text/"))
    marks, pages, body = [("#toc", "toc", _("Contents"))], [], ""
    for name, text in chapters:
        address = name.removeprefix("EPUB/")
        for identifier, kind in _LANDMARKS:
            if f'<section id="{identifier}"' in text:
                title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
                marks.append((f"{address}#{identifier}", kind, title[1] if title else kind))
        if not body and 'epub:type="bodymatter"' in text and '<section id="edition"' not in text:
            body = address
        pages += [(f"{address}#page-{number}", number) for number in re.findall(r'id="page-(\d+)"', text)]
    if body:
        marks.insert(1, (body, "bodymatter", _("Start of the text")))
    rows = "".join(f'<li><a epub:type="{kind}" href="{href}">{title}</a></li>' for href, kind, title in marks)
    nav = f'<nav epub:type="landmarks" id="landmarks" hidden="hidden"><ol>{rows}</ol></nav>'
    if pages:
        rows = "".join(f'<li><a href="{href}">{number}</a></li>' for href, number in pages)
        nav += f'<nav epub:type="page-list" role="doc-pagelist" id="pages" hidden="hidden"><ol>{rows}</ol></nav>'
    text = texts["EPUB/nav.xhtml"]
    return re.sub(r'<nav epub:type="landmarks".*?</nav>', lambda _found: nav, text, count=1, flags=re.DOTALL)


def _package(opf: str, meta: dict[str, Any], figures: int, _: Translate) -> str:
    """Return the package document with accessibility metadata for what is in this book.

    No conformance is claimed: nobody has certified it. That descriptions of figures exist is claimed only where there
    are figures.
    """
    modes = ["textual", *(["visual"] if figures else [])]
    features = ["displayTransformability", "pageBreakMarkers", "pageNavigation", "readingOrder", "structuralNavigation"]
    features += ["tableOfContents", *(["alternativeText"] if figures else [])]
    summary = _(
        "Headings, tables and quotes are marked as such; each quote names its language. Page numbers are those of this "
        "book and not of the PDF."
    )
    if figures:
        summary += " " + _("Each figure has a description in words.")
    rows = [f'<meta property="schema:accessMode">{mode}</meta>' for mode in modes]
    rows += ['<meta property="schema:accessModeSufficient">textual</meta>']
    rows += [f'<meta property="schema:accessibilityFeature">{feature}</meta>' for feature in sorted(features)]
    rows += ['<meta property="schema:accessibilityHazard">none</meta>']
    rows += [f'<meta property="schema:accessibilitySummary">{escape(summary)}</meta>']
    rows += ['<meta property="pageBreakSource">none</meta>']
    if meta["version"]:
        rows += [f'<meta property="schema:version">{escape(meta["version"])}</meta>']
    rows += [f'<meta property="schema:identifier">{escape(meta["build"])}</meta>']
    opf = re.sub(r'\s*<meta property="schema:access[^>]*>[^<]*</meta>', "", opf)
    return opf.replace("</metadata>", "  " + "\n    ".join(rows) + "\n  </metadata>", 1)
