"""EPUB 3: pandoc's writer over the tree made for HTML, with drawings as files and nothing left to chance."""

from __future__ import annotations

import tempfile
import uuid
from html import escape
from pathlib import Path
from typing import Any

from wsse_vision.home import Project
from wsse_vision.publish import ast, html, tokens, webfonts
from wsse_vision.publish.ast import Node
from wsse_vision.publish.dates import epoch
from wsse_vision.publish.language import Translate
from wsse_vision.publish.pandoc import run_pandoc

_NAMESPACE = uuid.UUID("6f1f2f53-0f6e-5a0c-9a56-6b6f0f8c7e11")


def write(project: Project, record: dict[str, Any], _: Translate = str) -> bytes:
    """Return the EPUB of a composed publication."""
    meta = record["meta"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for figure, data in record["figures"].items():
            (folder / f"{figure}.svg").write_text(data["svg"], encoding="utf-8")
        style = tokens.as_css(tokens.of(project)) + webfonts.css("../fonts")
        (folder / "book.css").write_text(style + project.template("epub/book.css").read_text("utf-8"), encoding="utf-8")
        (folder / "metadata.xml").write_text(_dublin_core(meta), encoding="utf-8")
        tree = html.document(record["blocks"], lambda figure, alt: _image(f"{figure}.svg", alt), _place, _)
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
            "--css=book.css",
        ]
        arguments += [
            "--epub-metadata=metadata.xml",
            f"--metadata=title={meta['title']}",
            f"--metadata=lang={meta['language']}",
            f"--metadata=toc-title={_('Contents')}",
        ]
        arguments += [f"--epub-embed-font={webfonts.path(face)}" for *_rest, face in webfonts.FACES]
        # The sandbox would keep the writer from the drawings; the tree is our own and has been cleaned.
        return run_pandoc(
            arguments,
            ast.document([*_front(meta, _), *tree, *_paragraphs(record["passages"], _)]),
            epoch=epoch(meta["date"]),
            cwd=folder,
            sandbox=False,
        )


def identifier(meta: dict[str, Any]) -> str:
    """Return the identifier of an edition: the same for the same publication, language and version."""
    name = "/".join(str(meta[key]) for key in ("project", "slug", "language", "version"))
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


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


def _front(meta: dict[str, Any], _: Translate) -> list[Node]:
    """Return what the reader meets first: subtitle, version, state and the notice on specimens."""
    name = html.STATES[meta["state"]]
    state = f"{_(name)} · {_('Version')} {meta['version']}"
    state += f" · {meta['day']}" if meta["day"] else ""
    rows = [meta["project"], meta["subtitle"], state]
    if meta["specimens"]:
        rows.append(_(html.SPECIMENS))
    lines = "".join(f"<p>{escape(row)}</p>" for row in rows)
    heading: Node = {
        "t": "Header",
        "c": [1, ["edition", ["unnumbered"], []], [{"t": "Str", "c": meta["title"]}]],
    }
    return [heading, ast.raw("html", f'<div class="edition">{lines}</div>', block=True)]


def _place(_source: str, element: str) -> str:
    """Return the address of a quote in the last chapter, where every quote stands in its paragraph."""
    return f"#e-{element}"


def _paragraphs(passages: list[dict[str, Any]], _: Translate) -> list[Node]:
    """Return the last chapter: each quote marked in its paragraph, by source, with what was decided and why."""
    if not passages:
        return []
    heading: Node = {"t": "Header", "c": [1, ["in-context", [], []], [{"t": "Str", "c": _("The quotes in context")}]]}
    blocks, source = [heading], None
    for passage in passages:
        if passage["source"] != source:
            source = passage["source"]
            title = [{"t": "Str", "c": passage["title"]}]
            blocks.append({"t": "Header", "c": [2, ["in-" + source, [], []], title]})
        blocks.append(ast.raw("html", html.in_paragraph(passage, _), block=True))
    return blocks


def _image(path: str, alt: str) -> Node:
    return {"t": "Plain", "c": [{"t": "Image", "c": [["", [], []], [{"t": "Str", "c": alt}], [path, ""]]}]}
