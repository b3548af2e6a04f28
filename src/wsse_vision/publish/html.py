"""HTML: one self-contained file for a publication. The same tree, drawings as files, goes into the EPUB."""

from __future__ import annotations

from html import escape
from typing import Any

from wsse_vision.home import Project
from wsse_vision.publish import ast, tokens, webfonts
from wsse_vision.publish.ast import Node
from wsse_vision.publish.pandoc import run_pandoc


def write(project: Project, record: dict[str, Any]) -> bytes:
    """Return the HTML file of a composed publication; it needs no other file and asks no host for anything."""
    meta = record["meta"]
    tree = document(record["blocks"], lambda name, alt: _inline(record["figures"][name]["svg"], alt))
    style = tokens.as_css(tokens.of(project)) + webfonts.css() + project.template("html/page.css").read_text("utf-8")
    variables = {
        "lang": meta["language"], "title": meta["title"], "subtitle": meta["subtitle"], "project": meta["project"],
        "organisation": meta["organisation"], "version": meta["version"], "state": meta["state"],
        "date": meta["date"] or "", "build": meta["build"], "abstract": meta["abstract"],
        "specimens": "yes" if meta["specimens"] else "",
    }  # fmt: skip
    arguments = [
        "-f",
        "json",
        "-t",
        "html5",
        "--toc",
        "--toc-depth=2",
        "--section-divs",
        "--wrap=none",
        "--no-highlight",
    ]
    arguments += [
        f"--template={project.template('html/page.html')}",
        "--metadata",
        f"pagetitle={meta['title']}",
    ]
    for name, value in variables.items():
        arguments += ["-V", f"{name}={escape(str(value))}"]
    page = run_pandoc(arguments, ast.document(tree)).decode()
    return page.replace("/*STYLE*/", style, 1).encode()


def document(blocks: list[Node], drawing: Any) -> list[Node]:
    """Return the tree with the project's own blocks turned into HTML; ``drawing(name, alt)`` gives a figure's
    content.
    """

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Table":
            return [_raw('<div class="table" role="region" tabindex="0">'), node, _raw("</div>")]
        for name in ast.classes(node):
            if name == "quote":
                return _quote(node)
            if name == "proposal":
                return _proposal(node)
            if name == "drawing":
                return _figure(node, drawing)
        return None

    result: list[Node] = ast.rewrite(ast.harmless(blocks), change)
    return result


def _quote(node: Node) -> list[Node]:
    said, source = node["c"][1][0], node["c"][1][-1]
    kind = [c for c in ast.classes(node) if c != "quote"]
    language = ast.attributes(node).get("lang", "")
    return [
        _raw(f'<figure class="quote {" ".join(kind)}"><blockquote lang="{escape(language)}">'),
        said,
        _raw("</blockquote><figcaption>"),
        {"t": "Plain", "c": source["c"]},
        _raw("</figcaption></figure>"),
    ]


def _proposal(node: Node) -> list[Node]:
    said, source = node["c"][1][0], node["c"][1][-1]
    given = ast.attributes(node)
    label, votes = given.get("label", ""), given.get("votes", "")
    return [
        _raw('<figure class="proposal">' + (f'<p class="label">{escape(label)}</p>' if label else "")),
        _raw(f'<blockquote lang="{escape(given.get("lang", ""))}">'),
        said,
        _raw("</blockquote><figcaption>" + (vote_bar(votes) if votes else "")),
        {"t": "Plain", "c": source["c"]},
        _raw("</figcaption></figure>"),
    ]


def vote_bar(votes: str) -> str:
    """Return four counts (agree, half, disagree, unknown) as a bar; the words beside it say the same."""
    counts = [int(count) for count in votes.split()]
    total = sum(counts) or 1
    x, parts = 0.0, []
    for count, name in zip(counts, ("agree", "half", "disagree", "unknown"), strict=True):
        width = round(100 * count / total, 2)
        parts.append(f'<rect class="{name}" x="{x:g}" y="0" width="{width:g}" height="8"/>')
        x = round(x + width, 2)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="bar" viewBox="0 0 100 8" '
        'preserveAspectRatio="none" aria-hidden="true">' + "".join(parts) + "</svg>"
    )


def _figure(node: Node, drawing: Any) -> list[Node]:
    given = ast.attributes(node)
    caption = {"t": "Plain", "c": ast.inlines(node["c"][1])}
    return [
        _raw(f'<figure class="drawing" id="{escape(node["c"][0][0])}">'),
        drawing(given["name"], given["alt"]),
        _raw("<figcaption>"),
        caption,
        _raw("</figcaption></figure>"),
    ]


def _inline(svg: str, alt: str) -> Node:
    return _raw(svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1))


def _raw(code: str) -> Node:
    return ast.raw("html", code, block=True)
