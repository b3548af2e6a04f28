"""EPUB 3: pandoc's writer over the tree made for HTML, with drawings as files and nothing left to chance."""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from wsse_vision.files import json_text
from wsse_vision.home import Project
from wsse_vision.publish import ast, edition, epubpackage, fonts, html, incontext, tokens, webfonts
from wsse_vision.publish.ast import Node
from wsse_vision.publish.dates import epoch
from wsse_vision.publish.edition import Facts, facts, identifier
from wsse_vision.publish.language import ENGLISH, Words
from wsse_vision.publish.pandoc import run_pandoc


def write(project: Project, record: dict[str, Any], _: Words = ENGLISH) -> bytes:
    """Return the EPUB of a composed publication; ``_`` translates the words that are its own."""
    meta = record["meta"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for figure, data in record["figures"].items():
            (folder / f"{figure}.svg").write_text(data["svg"], encoding="utf-8")
        style = tokens.settle(project.template("epub/book.css").read_text("utf-8"), tokens.of(project))
        (folder / "book.css").write_text(webfonts.css("../fonts") + style, encoding="utf-8")
        (folder / "cover.png").write_bytes(cover(project, meta, facts(meta, _), folder))
        (folder / "metadata.xml").write_text(_dublin_core(meta), encoding="utf-8")
        site = edition.on_the_web(meta)
        setting = html.Setting(lambda figure, alt: _image(f"{figure}.svg", alt), _place, _, site)
        tree = html.document(record["blocks"], setting)
        arguments = [
            "-f",
            "json",
            "-t",
            "epub3",
            "-o",
            "-",
            "--toc",
            "--toc-depth=2",
            "--split-level=1",
            "--epub-title-page=false",
            "--css=book.css",
        ]
        arguments += [
            "--epub-metadata=metadata.xml",
            f"--metadata=title={meta['title']}",
            f"--metadata=lang={meta['language']}",
            f"--metadata=toc-title={_('Contents')}",
        ]
        arguments += [f"--epub-embed-font={webfonts.path(face)}" for *_rest, face in webfonts.FACES]
        arguments.append("--epub-cover-image=cover.png")
        text = epubpackage.with_page_marks([*tree, *_paragraphs(record["passages"], _)], _)
        # The sandbox would keep the writer from the drawings; the tree is our own and has been cleaned.
        book = run_pandoc(
            arguments,
            ast.document([*_front(meta, facts(meta, _)), *text]),
            epoch=epoch(meta["date"]),
            cwd=folder,
            sandbox=False,
        )
    return epubpackage.finish(book, meta, len(record["figures"]), _)


def cover(project: Project, meta: dict[str, Any], said: Facts, folder: Path, *, ppi: int = 144) -> bytes:
    """Return the cover as a PNG of 800 x 1200 pixels, or of as many as ``ppi`` gives; ``folder`` is to work in."""
    import typst

    data = {
        "project": meta["project"],
        "title": meta["title"],
        "subtitle": meta["subtitle"],
        "state": said.state,
        "line": " · ".join(part for part in (said.version, said.date) if part),
        "notice": said.notice,
        **tokens.of(project),
    }
    shutil.copyfile(project.template("epub/cover.typ"), folder / "cover.typ")
    png = typst.compile(
        folder / "cover.typ", root=folder, font_paths=list(fonts.folders()), ignore_system_fonts=True, format="png",
        ppi=ppi, sys_inputs={"data": json_text(data)},
    )  # fmt: skip
    if not isinstance(png, bytes):
        raise TypeError("a cover has one page")
    return png


def _dublin_core(meta: dict[str, Any]) -> str:
    rows = [
        f"<dc:identifier>{identifier(meta)}</dc:identifier>",
        f"<dc:description>{escape(meta['abstract'])}</dc:description>",
    ]
    if meta["organisation"]:
        rows += [
            f"<dc:creator>{escape(meta['organisation'])}</dc:creator>",
            f"<dc:publisher>{escape(meta['organisation'])}</dc:publisher>",
        ]
    if meta["date"]:
        rows.append(f"<dc:date>{escape(meta['date'])}</dc:date>")
    return "\n".join(rows)


def _front(meta: dict[str, Any], said: Facts) -> list[Node]:
    """Return what the reader meets first: title, subtitle, version, state and the notice on specimens."""
    rows = {"subtitle": meta["subtitle"], "project": meta["project"], "line": said.line, "notice": said.notice}
    lines = "".join(f'<p class="{name}">{escape(row)}</p>' for name, row in rows.items() if row)
    heading: Node = {
        "t": "Header",
        "c": [1, ["edition", ["unnumbered"], []], [{"t": "Str", "c": meta["title"]}]],
    }
    return [heading, ast.raw("html", f'<div class="edition">{lines}</div>', block=True)]


def _place(_source: str, element: str) -> str:
    """Return the address of a quote in the last chapter, where every quote stands in its paragraph."""
    return f"#e-{element}"


def _paragraphs(passages: list[dict[str, Any]], _: Words) -> list[Node]:
    """Return the last chapter: each quote marked in its paragraph, by source, with what was decided and why."""
    if not passages:
        return []
    heading: Node = {"t": "Header", "c": [1, ["in-context", [], []], [{"t": "Str", "c": _("The quotes in context")}]]}
    blocks, source, known = [heading], None, incontext.Known(_)
    for together in incontext.by_paragraph(passages):
        if together[0]["source"] != source:
            source = together[0]["source"]
            title = [{"t": "Str", "c": together[0]["title"]}]
            blocks.append({"t": "Header", "c": [2, ["in-" + source, [], []], title]})
        blocks.append(ast.raw("html", known.paragraph(together), block=True))
    return blocks


def _image(path: str, alt: str) -> Node:
    return {"t": "Plain", "c": [{"t": "Image", "c": [["", [], []], [{"t": "Str", "c": alt}], [path, ""]]}]}
