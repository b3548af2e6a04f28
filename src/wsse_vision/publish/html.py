"""HTML: one self-contained file for a publication. The same tree, drawings as files, goes into the EPUB."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from wsse_vision.home import Project
from wsse_vision.publish import ast, tokens, webfonts
from wsse_vision.publish.ast import Node
from wsse_vision.publish.language import N_, Translate
from wsse_vision.publish.pandoc import run_pandoc

STATES = {"draft": N_("Draft"), "final": N_("Final version")}
"""What the state of a publication is called on its cover."""

SPECIMENS = N_("Built from specimen sources: the texts quoted here were written to show the method.")
"""The notice on the cover of a publication that draws on specimens."""

Drawing = Callable[[str, str], Node]
Address = Callable[[str, str], str]


def evidence_page(source: str, element: str) -> str:
    """Return the address of an element on the evidence pages, as seen from a publication."""
    return f"../../evidence/{source}.html#e-{element}"


def write(project: Project, record: dict[str, Any], _: Translate = str) -> bytes:
    """Return the HTML file of a composed publication; it needs no other file and asks no host for anything."""
    meta = record["meta"]
    state = STATES[meta["state"]]

    def drawing(name: str, alt: str) -> Node:
        return _inline(record["figures"][name]["svg"], alt)

    tree = document(record["blocks"], drawing, evidence_page, _)
    style = tokens.as_css(tokens.of(project)) + webfonts.css() + project.template("html/page.css").read_text("utf-8")
    variables = {
        "lang": meta["language"], "title": meta["title"], "subtitle": meta["subtitle"], "project": meta["project"],
        "organisation": meta["organisation"], "version": meta["version"], "state": meta["state"],
        "date": meta["date"] or "", "build": meta["build"], "abstract": meta["abstract"],
        "day": meta["day"], "state-name": _(state), "skip": _("Skip to the text"),
        "contents": _("Contents"), "version-word": _("Version"),
        "specimens": _(SPECIMENS) if meta["specimens"] else "",
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


def document(blocks: list[Node], drawing: Drawing, address: Address, _: Translate = str) -> list[Node]:
    """Return the tree with the project's own blocks turned into HTML.

    ``drawing(name, alt)`` gives the content of a figure, ``address(source, element)`` the place where a quote is
    shown in its paragraph.
    """

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Table":
            return [_raw('<div class="table" role="region" tabindex="0">'), node, _raw("</div>")]
        for name in ast.classes(node):
            if name == "quote":
                return _quote(node, address, _)
            if name == "proposal":
                return _proposal(node, address, _)
            if name == "drawing":
                return _figure(node, drawing)
        return None

    result: list[Node] = ast.rewrite(ast.harmless(blocks), change)
    return result


def _quote(node: Node, address: Address, _: Translate) -> list[Node]:
    said, source = node["c"][1][0], node["c"][1][-1]
    kind = [c for c in ast.classes(node) if c != "quote"]
    language = ast.attributes(node).get("lang", "")
    return [
        _raw(f'<figure class="quote {" ".join(kind)}"><blockquote lang="{escape(language)}">'),
        said,
        _raw("</blockquote><figcaption>"),
        {"t": "Plain", "c": [*source["c"], *_place(node, address, _)]},
        _raw("</figcaption></figure>"),
    ]


def _proposal(node: Node, address: Address, _: Translate) -> list[Node]:
    said, source = node["c"][1][0], node["c"][1][-1]
    given = ast.attributes(node)
    label, votes = given.get("label", ""), given.get("votes", "")
    return [
        _raw('<figure class="proposal">' + (f'<p class="label">{escape(label)}</p>' if label else "")),
        _raw(f'<blockquote lang="{escape(given.get("lang", ""))}">'),
        said,
        _raw("</blockquote><figcaption>" + (vote_bar(votes) if votes else "")),
        {"t": "Plain", "c": [*source["c"], *_place(node, address, _)]},
        _raw("</figcaption></figure>"),
    ]


def _place(node: Node, address: Address, _: Translate) -> list[Node]:
    """Return the link from a quote to where it is shown in its paragraph, for quotes that are elements."""
    given = ast.attributes(node)
    if "element" not in given:
        return []
    target = address(given["source"], given["element"])
    words: list[Node] = [{"t": "Str", "c": _("in context")}]
    return [{"t": "Space"}, {"t": "Link", "c": [["", ["place"], []], words, [target, ""]]}]


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


def in_paragraph(passage: dict[str, Any], _: Translate = str) -> str:
    """Return an element as it is shown in context: its paragraph with the quote marked, and what is known of it."""

    def shortened(text: str, *, end: bool) -> str:
        if len(text) <= _CONTEXT:
            return text
        return "… " + text[-_CONTEXT:].split(" ", 1)[-1] if end else text[:_CONTEXT].rsplit(" ", 1)[0] + " …"

    before, after = shortened(passage["before"], end=True), shortened(passage["after"], end=False)
    known = [_("p. {page}").format(page=passage["page"])] if passage["page"] else []
    known += [passage["section"][-1]] if passage["section"] else []
    known += [passage["label"]] if passage["label"] else []
    known += [passage["kind"], *passage["themes"]]
    why = _("Coded so because of {reasons} (certainty {score}).").format(
        reasons="; ".join(passage["because"]) or _("its place"), score=f"{passage['score']:.2f}"
    )
    return (
        f'<section class="passage" id="e-{escape(passage["element"])}">'
        f'<p lang="{escape(passage["language"])}">{escape(before)}'
        f"<mark>{escape(passage['quote'])}</mark>{escape(after)}</p>"
        f'<p class="known">{escape(" · ".join(known))}</p>'
        f'<p class="why">{escape(why)}</p></section>'
    )


_CONTEXT = 700
"""Characters of a paragraph that are shown on either side of a quote, at most."""


def _figure(node: Node, drawing: Drawing) -> list[Node]:
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
