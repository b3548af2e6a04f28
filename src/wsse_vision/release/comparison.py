"""A comparison of two versions as a document: it is set like a publication, in HTML and PDF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from wsse_vision.files import json_text, sha256
from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node
from wsse_vision.publish.language import N_, Words
from wsse_vision.release.difference import Difference, Part, Section, words
from wsse_vision.versions import Manifest

_SOURCES = {"added": N_("Sources added"), "removed": N_("Sources removed"), "changed": N_("Sources changed")}
_ELEMENTS = {
    "added": N_("Elements added"),
    "removed": N_("Elements removed"),
    "reworded": N_("Elements reworded"),
    "coded anew": N_("Elements coded anew"),
    "decided anew": N_("Decisions changed"),
}
_STATUS = {"accepted": N_("accepted"), "rejected": N_("rejected"), "unreviewed": N_("not reviewed")}
_MOST = 60
"""Elements of a sort that are listed; a comparison of two versions is no second edition of the evidence."""


def record(
    difference: Difference, manifest: Manifest, language: str, names: dict[str, str], paper: str, _: Words
) -> dict[str, Any]:
    """Return the comparison in one language as what renderers take for a composed publication.

    ``manifest`` is that of the later version; ``names`` are the names of kinds and themes by id.
    """
    blocks = list(_blocks(difference, language, names, _))
    edition = manifest.editions[language]
    title = _("What changed from {before} to {after}").format(before=difference.before, after=difference.after)
    meta = {
        "slug": f"{difference.slug}-changes", "language": language, "title": title, "subtitle": edition.title,
        "abstract": _("Marked insertions and deletions, section by section, with the evidence that came and went."),
        "project": manifest.project, "organisation": manifest.organisation,
        "version": f"{difference.before}–{difference.after}", "state": manifest.state, "date": manifest.date,
        "paper": paper, "day": _.date(manifest.date), "specimens": 0,
        "build": sha256(json_text(difference.as_json()))[:16],
    }  # fmt: skip
    empty = {"items": [], "bibtex": ""}
    return {"meta": meta, "figures": {}, "passages": [], "works": empty, "blocks": blocks}


def _blocks(difference: Difference, language: str, names: dict[str, str], _: Words) -> Iterator[Node]:
    sections = difference.sections.get(language, [])
    yield _heading(1, "summary", _("In short"))
    told = in_short(difference.counts, language, _)
    yield _list([[_said(line)] for line in told]) if told else _said(_("Nothing changed that a reader would see."))
    yield from _sources(difference, _)
    yield from _elements(difference, names, _)
    if sections:
        yield _heading(1, "text", _("The text, section by section"))
        yield _said(_("What was inserted is underlined, what was deleted is struck through."))
        for section in sections:
            yield from _section(section, _)


def in_short(counts: dict[str, dict[str, int]], language: str, _: Words) -> list[str]:
    """Return the numbers of a difference as lines: “Sources added: 1”."""
    rows = [(_SOURCES[what], number) for what, number in counts.get("sources", {}).items()]
    rows += [(_ELEMENTS[what], number) for what, number in counts.get("elements", {}).items()]
    if number := counts.get("sections", {}).get(language):
        rows.append((N_("Sections of the text changed"), number))
    return [_("{what}: {number}").format(what=_(name), number=number) for name, number in rows]


def _sources(difference: Difference, _: Words) -> Iterator[Node]:
    if not any(difference.sources.values()):
        return
    yield _heading(1, "sources", _("Sources"))
    for what, ones in difference.sources.items():
        if ones:
            yield _heading(2, f"sources-{what}", _(_SOURCES[what]))
            yield _list([[_said(f"{source['title']} ({source['id']})")] for source in ones])


def _elements(difference: Difference, names: dict[str, str], _: Words) -> Iterator[Node]:
    if not any(difference.elements.values()):
        return
    yield _heading(1, "elements", _("Elements"))
    for what, ones in difference.elements.items():
        if not ones:
            continue
        yield _heading(2, f"elements-{what.replace(' ', '-')}", _(_ELEMENTS[what]))
        yield _list([[{"t": "Para", "c": list(_element(what, one, names, _))}] for one in ones[:_MOST]])
        if len(ones) > _MOST:
            yield _said(
                _.plural("{count} more in the evidence", "{count} more in the evidence", len(ones) - _MOST).format(
                    count=len(ones) - _MOST
                )
            )


def _element(what: str, one: Any, names: dict[str, str], _: Words) -> Iterator[Node]:
    before, after = one if isinstance(one, (list, tuple)) else (one, one)
    parts: list[Part] = words(before["quote"], after["quote"]) if what == "reworded" else [("same", after["quote"])]
    yield _span(["said"], list(_marked(parts)), after["language"])
    yield from _plain(f" — {after['source']}, {_coding(after, names)}")
    if what == "coded anew":
        yield from _plain(f" ({_('before: {what}').format(what=_coding(before, names))})")
    if what == "decided anew":
        yield from _plain(f" ({_(_STATUS[before['status']])} → {_(_STATUS[after['status']])})")


def _coding(element: dict[str, Any], names: dict[str, str]) -> str:
    return ", ".join(names.get(name, name) for name in (element["kind"], *element["themes"]))


def _section(section: Section, _: Words) -> Iterator[Node]:
    title = section.title or _("Opening")
    state = {"added": _("added"), "removed": _("removed"), "changed": ""}[section.state]
    yield _heading(2, f"text-{section.id or 'opening'}", f"{title} ({state})" if state else title)
    for same, run in groupby(section.paragraphs, key=lambda paragraph: paragraph is None):
        paragraphs = list(run)
        if same:
            number = len(paragraphs)
            told = _.plural("{count} paragraph unchanged", "{count} paragraphs unchanged", number).format(count=number)
            yield ast.div(["", ["more"], []], [_said(f"… {told} …")])
            continue
        for paragraph in paragraphs:
            yield {"t": "Para", "c": list(_marked(paragraph or []))}


def _marked(parts: list[Part]) -> Iterator[Node]:
    classes = {"added": ["inserted"], "removed": ["deleted"]}
    for what, text in parts:
        yield from _plain(text) if what == "same" else [_span(classes[what], list(_plain(text)))]


def _plain(text: str) -> Iterator[Node]:
    for place, word in enumerate(text.split(" ")):
        if place:
            yield {"t": "Space"}
        if word:
            yield {"t": "Str", "c": word}


def _said(text: str) -> Node:
    return {"t": "Para", "c": list(_plain(text))}


def _span(classes: list[str], content: list[Node], language: str = "") -> Node:
    return {"t": "Span", "c": [["", classes, [["lang", language]] if language else []], content]}


def _list(items: list[list[Node]]) -> Node:
    return {"t": "BulletList", "c": items}


def _heading(level: int, identifier: str, title: str) -> Node:
    return {"t": "Header", "c": [level, [identifier, [], []], list(_plain(title))]}
