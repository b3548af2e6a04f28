"""HTML: one self-contained file for a publication. The same tree, drawings as files, goes into the EPUB."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from wsse_vision.home import HOME, Project
from wsse_vision.publish import anchors, ast, edition, tokens, webfonts, webpage, webtables, works
from wsse_vision.publish.ast import Node
from wsse_vision.publish.language import ENGLISH, Translate, Words
from wsse_vision.publish.pandoc import run_pandoc

Drawing = Callable[[str, str], Node]
Address = Callable[[str, str], str]

_WRITER = ["-f", "json", "-t", "html5", "--section-divs", "--wrap=none", "--syntax-highlighting=none"]


def evidence_page(source: str, element: str) -> str:
    """Return the address of an element on the evidence pages, as seen from a publication."""
    return f"../../evidence/{source_page(source)}.html#e-{element}"


def site_page(page: str) -> str:
    """Return the address of a page of the site, given relative to ``outputs/``, as seen from a publication."""
    return f"../../{page}"


def source_page(source: str) -> str:
    """Return the name of the page that shows a source: its id, unless the evidence browser has that name."""
    return f"{source}~" if source == "index" else source


@dataclass(slots=True)
class Setting:
    """How the tree is set: ``drawing(name, alt)`` gives the content of a figure, ``address(source, element)`` the
    place where a quote is shown in its paragraph, ``site(page)`` that of a page of the readers' site (empty: nowhere),
    ``citations`` the words to cite each element with, by element.

    With ``in_place`` notes and references open where they are called, beside leading to where they stand.
    """

    drawing: Drawing
    address: Address
    translate: Translate = str
    site: Callable[[str], str] = lambda _page: ""
    citations: dict[str, str] = field(default_factory=dict)
    in_place: bool = False


def write(project: Project, record: dict[str, Any], _: Words = ENGLISH) -> bytes:
    """Return the HTML file of a composed publication; it needs no other file and asks no host for anything.

    ``_`` translates the words of the page.
    """
    meta = record["meta"]
    setting = Setting(
        lambda name, alt: _inline(record["figures"][name]["svg"], alt),
        evidence_page,
        _,
        site_page,
        citations(record, _),
        in_place=True,
    )
    tree = document(with_downloads(record, _), setting)
    popovers, body = run_pandoc(_WRITER, ast.document(tree)).decode().split(_MARK, 1)
    css = project.template("html/page.css").read_text("utf-8")
    page = (
        _environment(project)
        .get_template("html/page.html.j2")
        .render(
            _=_,
            meta=meta,
            facts=edition.facts(meta, _),
            names=webpage.names(meta),
            properties=webpage.properties(meta),
            linked_data=Markup(webpage.linked_data(meta)),  # noqa: S704 - angle brackets are escaped in it
            contents=anchors.headings(tree),
            style=Markup(tokens.as_css(tokens.of(project)) + webfonts.css() + css),  # noqa: S704 - our own
            script=Markup(project.template("html/page.js").read_text("utf-8")),  # noqa: S704 - our own
            popovers=Markup(popovers),  # noqa: S704 - pandoc wrote it from a tree without foreign markup
            body=Markup(body),  # noqa: S704 - likewise
        )
    )
    return webpage.guarded(page).encode()


_MARK = "<!--text-->"

_EDITS = {"inserted": "ins", "deleted": "del"}
"""Elements for what a comparison marks."""

_KINDS = {"bib": "BibTeX", "csl.json": "CSL-JSON"}
"""What the files of works cited are called, by their endings."""


def with_downloads(record: dict[str, Any], _: Translate) -> list[Node]:
    """Return the text with links to the works it cites, for reference managers, under the heading of its references.

    A text that cites nothing has no such files.
    """
    meta, blocks = record["meta"], []
    files = works.names(meta["slug"], meta["version"], meta["language"]) if record.get("works", {}).get("items") else []
    links = " · ".join(
        f'<a href="{escape(PurePosixPath(name).name)}" download>{_KINDS[ending]}</a>'
        for name, ending in zip(files, works.ENDINGS, strict=False)
    )
    for block in record["blocks"]:
        blocks.append(block)
        if links and block["t"] == "Header" and block["c"][1][0] == "references":
            words = escape(_("For a reference manager:"))
            blocks.append(_raw(f'<p class="downloads">{words} {links}</p>'))
    return blocks


def _environment(project: Project) -> Environment:
    loader = FileSystemLoader([project.root / "templates", HOME / "templates"])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def citations(record: dict[str, Any], _: Translate) -> dict[str, str]:
    """Return for each element how to cite it: its source in full, the page, and the publication that quotes it."""
    meta = record["meta"]
    full = {key: ast.plain(blocks).strip() for key, blocks in _references(record["blocks"]).items()}
    edition_of = [meta["organisation"], meta["title"], edition.facts(meta, _).version, meta["day"]]
    found = {}
    for passage in record["passages"]:
        where = ", " + _("p. {page}").format(page=passage["page"]) if passage["page"] else ""
        inside = ", ".join(part for part in edition_of if part)
        cited = full.get("ref-" + passage["source"], passage["title"]).rstrip(".") + where + "."
        found[passage["element"]] = f"{cited} {_('Quoted in:')} {inside}, #q-{passage['element']}"
    return found


def _references(blocks: list[Node]) -> dict[str, list[Node]]:
    """Return the entries of the bibliography by their ids."""
    entries = [node for node in ast.walk(blocks, ast.BOXES) if "csl-entry" in ast.classes(node)]
    return {node["c"][0][0]: node["c"][1] for node in entries}


_CHANGED = ast.BOXES | {"Table", "Note", "Header"}


class _Typesetter:
    """Changes the nodes of one document; numbers its notes and tables as it goes."""

    def __init__(self, setting: Setting, references: dict[str, list[Node]]) -> None:
        self._set = setting
        self._references = references
        self._tables = 0
        self._quoted: set[str] = set()
        self._shown: dict[str, None] = {}
        self._notes: list[list[Node]] = []

    def change(self, node: Node) -> Node | list[Node] | None:
        """Return what becomes of a node, as ``ast.rewrite`` asks for it."""
        if node["t"] == "Table":
            return self._table(node)
        if node["t"] == "Note" and self._set.in_place:
            return self._note(node)
        if node["t"] == "Header":
            _role(node)
        for name in ast.classes(node):
            if name in _EDITS:
                return [ast.raw("html", f"<{_EDITS[name]}>"), *node["c"][1], ast.raw("html", f"</{_EDITS[name]}>")]
            if name in ("quote", "proposal"):
                return self._quote(node, name)
            if name in ("drawing", "to-site"):
                return self._figure(node) if name == "drawing" else ast.to_site(node, self._set.site)
        return None

    def peek(self, node: Node) -> list[Node] | None:
        """Return a link to a reference with a button beside it that shows the reference in place."""
        if node["c"][2][0][1:] not in self._references:
            return None
        key = node["c"][2][0][1:]
        self._shown[key] = None
        label = self._set.translate("Show the reference here:") + " " + ast.plain(node["c"][1])
        # No line begins with the button: the two are tied, though the words of the link may wrap.
        button = ast.raw("html", "&NoBreak;" + _button(f"peek-{key}", "peek", label, "+"))
        return [{"t": "Span", "c": [["", ["tied"], []], [node, button]]}]

    def popovers(self) -> list[Node]:
        """Return the references and notes that were called, each to be opened in place."""
        blocks: list[Node] = []
        for key in self._shown:
            blocks += [_raw(f'<div popover role="note" class="popover" id="peek-{escape(key)}">')]
            blocks += [*self._references[key], _raw("</div>")]
        for number, content in enumerate(self._notes, 1):
            blocks += [_raw(f'<div popover role="note" class="popover foot" id="note-{number}">'), *content]
            blocks += [_raw("</div>")]
        return blocks

    def _note(self, node: Node) -> Node:
        self._notes.append(node["c"])
        number = len(self._notes)
        label = f"{self._set.translate('Note')} {number}"
        return ast.raw("html", f"<sup>{_button(f'note-{number}', 'note', label, str(number))}</sup>")

    def _table(self, node: Node) -> list[Node]:
        self._tables += 1
        columns = webtables.for_screen(node)
        label = f"{self._set.translate('Table')} {self._tables}: {columns}".rstrip(": ")
        if not self._set.in_place:
            return [node]
        return [
            _raw(f'<div class="table" role="group" tabindex="0" aria-label="{escape(label)}">'),
            node,
            _raw("</div>"),
        ]

    def _quote(self, node: Node, kind: str) -> list[Node]:
        said, source = node["c"][1][0], node["c"][1][-1]
        given = ast.attributes(node)
        label, votes = given.get("label", ""), given.get("votes", "")
        language = f' lang="{escape(given["lang"])}"' if given.get("lang") else ""
        before = f'<p class="label">{escape(label)}</p>' if label else ""
        return [
            _raw(f'<figure class="{escape(" ".join(ast.classes(node)))}"{self._id(given)}>{before}'),
            _raw(f"<blockquote{language}>"),
            said,
            _raw("</blockquote><figcaption>" + (vote_bar(votes) if kind == "proposal" and votes else "")),
            {"t": "Plain", "c": [*source["c"], *self._place(given)]},
            _raw(self._cite(given) + "</figcaption></figure>"),
        ]

    def _id(self, given: dict[str, str]) -> str:
        """Return the anchor of a quote where it is shown first."""
        element = given.get("element", "")
        if not element or element in self._quoted:
            return ""
        self._quoted.add(element)
        return f' id="q-{escape(element)}"'

    def _place(self, given: dict[str, str]) -> list[Node]:
        """Return the link from a quote to where it is shown in its paragraph, for quotes that are elements."""
        if "element" not in given:
            return []
        target = self._set.address(given["source"], given["element"])
        words: list[Node] = [{"t": "Str", "c": self._set.translate("in context")}]
        return [{"t": "Space"}, {"t": "Link", "c": [["", ["place"], []], words, [target, ""]]}]

    def _cite(self, given: dict[str, str]) -> str:
        words = self._set.citations.get(given.get("element", ""))
        if not words:
            return ""
        name = escape(self._set.translate("Cite"))
        return f'<details class="cite"><summary>{name}</summary><p>{escape(words)}</p></details>'

    def _figure(self, node: Node) -> list[Node]:
        given = ast.attributes(node)
        label = escape(f"{self._set.translate('Figure')}: {ast.plain(node['c'][1])}"[:90])
        sheet = f'<div class="sheet" role="group" tabindex="0" aria-label="{label}">' if self._set.in_place else "<div>"
        return [
            _raw(f'<figure class="drawing" id="{escape(node["c"][0][0])}">{sheet}'),
            self._set.drawing(given["name"], given["alt"]),
            _raw("</div><figcaption>"),
            {"t": "Plain", "c": ast.inlines(node["c"][1])},
            _raw("</figcaption></figure>"),
        ]


def document(blocks: list[Node], setting: Setting) -> list[Node]:
    """Return the tree with the project's own blocks turned into HTML.

    Where notes and references open in place, they come first, then ``<!--text-->``, then the text.
    """
    clean = anchors.permanent(ast.harmless(blocks))
    typesetter = _Typesetter(setting, _references(clean))
    tree: list[Node] = ast.rewrite(clean, typesetter.change, _CHANGED)
    if not setting.in_place:
        return tree
    # What cites in prose gets the button; under a quote the whole reference is in reach already.
    for block in tree:
        if block["t"] in ("Para", "BulletList", "OrderedList", "Div"):
            block["c"] = ast.rewrite(block["c"], typesetter.peek, frozenset({"Link"}))
    return [*typesetter.popovers(), _raw(_MARK), *tree]


_ROLES = {"references": "doc-bibliography", "colophon": "doc-colophon", "introduction": "doc-introduction",
          "sources": "doc-appendix", "index": "doc-index", "closing": "doc-conclusion"}  # fmt: skip
"""What a section is, by the id that the templates give it."""


def _role(node: Node) -> None:
    attr = node["c"][1]
    if node["c"][0] == 1 and attr[0] in _ROLES and "role" not in dict(attr[2]):
        attr[2] = [*attr[2], ["role", _ROLES[attr[0]]]]


def _button(target: str, name: str, label: str, shown: str) -> str:
    return (
        f'<button type="button" class="{name}" popovertarget="{escape(target)}" aria-label="{escape(label)}">'
        f"{escape(shown)}</button>"
    )


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


def _inline(svg: str, alt: str) -> Node:
    return _raw(svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1))


def _raw(code: str) -> Node:
    return ast.raw("html", code, block=True)
