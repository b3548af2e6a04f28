"""PDF: pandoc's Typst writer for the text, our own Typst for the looks; tagged, archivable, reproducible."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wsse_vision.home import Project
from wsse_vision.publish import ast, fitting, fonts, tokens
from wsse_vision.publish.ast import Node
from wsse_vision.publish.dates import moment
from wsse_vision.publish.edition import SPECIMENS, STATES
from wsse_vision.publish.language import ENGLISH, Translate, Words
from wsse_vision.publish.pandoc import run_pandoc

STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""Archivable with tags (PDF/A-2a) and accessible (PDF/UA-1)."""

PAPERS = {"a4": "a4", "letter": "us-letter"}
"""Typst's names of the paper sizes that a config may ask for."""

_REPLACEMENT = "□"
_UNDISPLAYABLE = re.compile(r'the text `"(.*?)"` could not be displayed')
_ROUNDS = 8
_USUAL = "\u04ff"
"""Up to here the fonts have (nearly) every character: Latin, Greek, Cyrillic."""


class PdfError(Exception):
    """Typst refused a publication; the message is its own."""


def write(project: Project, record: dict[str, Any], _: Words = ENGLISH) -> bytes:
    """Return the PDF of a composed publication."""
    tree = document(fitting.fitted(record["blocks"], record["figures"]))
    depth = fitting.depth(record["blocks"])
    body = run_pandoc(["-f", "json", "-t", "typst", "--wrap=none"], ast.document(tree)).decode()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tokens.typ").write_text(tokens.as_typst(tokens.of(project)), encoding="utf-8")
        shutil.copyfile(project.template("typst/house.typ"), folder / "house.typ")
        for figure, data in record["figures"].items():
            (folder / f"{figure}.svg").write_text(data["svg"], encoding="utf-8")
        return _compiled(folder, _preamble({**record["meta"], "depth": depth}, _) + body, record["meta"]["date"])


def _compiled(folder: Path, source: str, date: str | None) -> bytes:
    """Compile; characters that no font can show are replaced by a box, since an archivable PDF may not hold them."""
    hidden = _undisplayable(folder, "".join(sorted({c for c in source if c > _USUAL})), date)
    for _round in range(_ROUNDS):
        source = source.translate(dict.fromkeys(map(ord, hidden), _REPLACEMENT))
        result, hidden = _compile(folder, source, date)
        if not hidden:
            return result
    raise PdfError("some characters cannot be shown and could not be replaced")


def _undisplayable(folder: Path, characters: str, date: str | None) -> str:
    """Return those of ``characters`` that no font has.

    Typst names one or a few at a time, so it is asked again until it names none; on a page that holds nothing else
    this is quick, where compiling the publication as often would not be.
    """
    head = '#import "house.typ": *\n#set document(title: "x")\n#set text(font: serif-text)\n'
    hidden = ""
    while left := "".join(c for c in characters if c not in hidden):
        _result, missing = _compile(folder, head + "".join(f"\\u{{{ord(c):x}}}" for c in left), date)
        if not set(missing) & set(left):
            break
        hidden += missing
    return hidden


def _compile(folder: Path, source: str, date: str | None) -> tuple[bytes, str]:
    """Return the PDF and, when it could not be made for want of them, the characters that no font has."""
    import typst

    main = folder / "main.typ"
    main.write_text(source, encoding="utf-8")
    try:
        result = typst.compile(
            main, root=folder, font_paths=list(fonts.folders()), ignore_system_fonts=True, format="pdf",
            pdf_standards=STANDARDS, timestamp=moment(date),
        )  # fmt: skip
    except typst.TypstError as error:
        missing = "".join(sorted(set("".join(_UNDISPLAYABLE.findall(str(error))))))
        if not missing:
            raise PdfError(str(error)) from None
        return b"", missing
    return bytes(result), ""


def _preamble(meta: dict[str, Any], _: Translate) -> str:
    state_name = STATES[meta["state"]]
    state = _(state_name)
    edition = f"{_('Version')} {meta['version']}" + (f" · {meta['day']}" if meta["day"] else "")
    notice = _(SPECIMENS)
    fields = {
        "title": meta["title"], "subtitle": meta["subtitle"], "project": meta["project"], "lang": meta["language"],
        "abstract": meta["abstract"], "author": meta["organisation"] or meta["project"], "state": state,
        "edition": edition,
        "paper": PAPERS[meta["paper"]], "build": meta["build"], "contents": _("Contents"),
    }  # fmt: skip
    rows = [f"  {name}: {_string(value)}," for name, value in fields.items()]
    rows.append(f"  notice: {_string(notice) if meta['specimens'] else 'none'},")
    rows.append(f"  depth: {meta['depth']},")
    opening = "\n".join(['#import "house.typ": *', "#show: publication.with((", *rows, "))"])
    return opening + "\n#let horizontalrule = line(length: 100%, stroke: 0.4pt + rule)\n\n"


def document(blocks: list[Node]) -> list[Node]:
    """Return the tree with the project's own blocks turned into calls of ``house.typ``."""
    calls: dict[str, Callable[[Node], Node]] = {
        "quote": _quote, "proposal": _proposal, "drawing": _drawing, "band": _band,
        "gap": lambda n: _wrapped("gap-note", n), "names": lambda n: _wrapped("names", n),
        "more": lambda n: _wrapped("more", n),
        "question-put": lambda n: _wrapped("question-put", n),
    }  # fmt: skip

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Span":
            return _span(node)
        for name in ast.classes(node):
            if name in calls:
                return calls[name](node)
            if name == "splits":
                return [ast.raw("typst", "#rows-ahead", block=True), *node["c"][1]]
            if name in _AROUND and node["c"][1]:
                opening = ast.raw("typst", f"#{_AROUND[name]}[", block=True)
                content = _hung(node["c"][1]) if name == "index" else node["c"][1]
                return [opening, *content, ast.raw("typst", "]", block=True)]
        return None

    result: list[Node] = ast.rewrite(
        ast.rewrite(ast.harmless(_on_paper(blocks)), _side_by_side, ast.BOXES), change, ast.BOXES
    )
    return result


def _hung(blocks: list[Node]) -> list[Node]:
    """Return the entries of an index so that each stands out from its further lines."""

    def change(node: Node) -> Node | None:
        if node["t"] not in ("Plain", "Para"):
            return None
        return {"t": node["t"], "c": [_inline("#hung;"), *node["c"]]}

    result: list[Node] = ast.rewrite(blocks, change)
    return result


def _on_paper(blocks: list[Node]) -> list[Node]:
    """Return the tree without what is for screens only: chapters and passages with the class ``screen``."""
    kept, screen = [], False
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            screen = "screen" in block["c"][1][1]
        if not screen:
            kept.append(block)
    result: list[Node] = ast.rewrite(kept, lambda node: [] if "screen" in ast.classes(node) else None, ast.BOXES)
    return result


_AROUND = {
    "colophon": "imprint",
    "compact": "small-print",
    "references": "works",
    "whole": "whole",
    "loose": "loose",
    "hyphenated": "hyphenated",
    "index": "columned",
}
"""Divs whose content is set by a function of ``house.typ``."""

_SPANS = {
    "translation": "translation",
    "state": "votes-note",
    "kind": "kind",
    "votes": "votes-note",
    "interval": "interval",
    "label": "label-note",
    "number": "number",
    "gap": "gap",
    "build": "build",
    "inserted": "inserted",
    "deleted": "deleted",
}


def _span(node: Node) -> Node | list[Node] | None:
    language = ast.attributes(node).get("lang")
    for name in ast.classes(node):
        if name in _SPANS:
            return [_inline(f"#{_SPANS[name]}["), *node["c"][1], _inline("]")]
    if language:
        return [_inline(f"#text(lang: {_string(language)})["), *node["c"][1], _inline("]")]
    return None


def _quote(node: Node) -> Node:
    said, source = node["c"][1][0]["c"], node["c"][1][-1]["c"]
    language = _language(ast.attributes(node))
    head = f"#quoted(lang: {language}, {_pages(node)}from: ["
    return ast.para(_inline(head), *source, _inline("])["), *said, _inline("]"))


def _side_by_side(node: Node) -> Node | list[Node] | None:
    """Set passages that compete with one another in pairs; what else stands in their group follows them."""
    if "side-by-side" not in ast.classes(node):
        return None
    passages = [block for block in node["c"][1] if "quote" in ast.classes(block)]
    others = [block for block in node["c"][1] if "quote" not in ast.classes(block)]
    content: list[Node] = []
    for block in passages:
        said, source = block["c"][1][0]["c"], block["c"][1][-1]["c"]
        head = f"versus(lang: {_language(ast.attributes(block))}, from: ["
        content += [_inline(head), *source, _inline("])["), *said, _inline("],")]
    how = fitting.of_group(passages, followed=bool(others))
    options = "".join(f"{name}: {value}, " for name, value in how.items())
    return [ast.para(_inline(f"#side-by-side({options}"), *content, _inline(")")), *others]


def _proposal(node: Node) -> Node:
    said, source = node["c"][1][0]["c"], node["c"][1][-1]["c"]
    given = ast.attributes(node)
    label = _string(given["label"]) if given.get("label") else "none"
    votes = f"({', '.join(given['votes'].split())})" if given.get("votes") else "none"
    head = f"#proposal(label: {label}, votes: {votes}, lang: {_language(given)}, {_pages(node)}from: ["
    return ast.para(_inline(head), *source, _inline("])["), *said, _inline("]"))


def _drawing(node: Node) -> Node:
    given = ast.attributes(node)
    how = "".join(f", {name}: true" for name in ("tall", "float") if name in given)
    head = f"#drawing({_string(given['name'] + '.svg')}, {_string(given['alt'])}, ["
    return ast.para(_inline(head), *ast.inlines(node["c"][1]), _inline(f"]{how})"))


def _language(given: dict[str, str]) -> str:
    return _string(given.get("lang", "")[:2] or "und")


def _pages(node: Node) -> str:
    given = ast.attributes(node)
    return ("whole: false, " if "long" in given else "") + ("keep: true, " if "keep" in given else "")


def _band(node: Node) -> Node:
    items = node["c"][1][0]["c"]
    content: list[Node] = []
    for item in items:
        content += [_inline("["), *ast.inlines(item), _inline("],")]
    return ast.para(_inline("#band("), *content, _inline(")"))


def _wrapped(name: str, node: Node) -> Node:
    return ast.para(_inline(f"#{name}["), *ast.inlines(node["c"][1]), _inline("]"))


def _inline(code: str) -> Node:
    return ast.raw("typst", code)


def _string(value: str) -> str:
    """Return a Typst string literal."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
