"""What changed between two versions: sources, elements, decisions, and the text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal

from wsse_vision.release.content import Content

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 60
"""From this likeness on (0 to 100), two texts in the same place are one that was reworded."""

Element = dict[str, Any]

Part = tuple[Literal["same", "added", "removed"], str]
"""A run of text and what became of it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of one language that changed: its paragraphs in order, ``None`` for one that stayed as it was."""

    id: str
    title: str
    state: Literal["added", "removed", "changed"]
    paragraphs: list[list[Part] | None]


@dataclass(slots=True)
class Difference:
    """What changed from ``before`` to ``after`` (version numbers); elements and sources are as in ``Content``."""

    slug: str
    before: str
    after: str
    sources: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    elements: dict[str, list[Any]] = field(default_factory=dict)
    sections: dict[str, list[Section]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many ``sources`` and ``elements`` of each sort, and how many ``sections`` by language; none left out."""
        found = {
            name: {what: len(ones) for what, ones in table.items() if ones}
            for name, table in (("sources", self.sources), ("elements", self.elements), ("sections", self.sections))
        }
        return {name: counts for name, counts in found.items() if counts}

    def as_json(self) -> dict[str, Any]:
        """Return all of it as JSON data; a reworded or changed element is a pair of states."""
        return {
            "slug": self.slug,
            "from": self.before,
            "to": self.after,
            "counts": self.counts,
            "sources": self.sources,
            "elements": self.elements,
            "sections": {
                language: [{"id": s.id, "title": s.title, "state": s.state, "paragraphs": s.paragraphs} for s in ones]
                for language, ones in self.sections.items()
            },
        }


def between(before: Content, after: Content) -> Difference:
    """Return what changed between two contents of one publication."""
    found = Difference(after["slug"], before["version"], after["version"])
    found.sources = _sources(before["sources"], after["sources"])
    found.elements = _elements(before["elements"], after["elements"])
    for language, sections in after["sections"].items():
        old = before["sections"].get(language)
        if old is not None:
            found.sections[language] = list(_sections(old, sections))
    return found


def _sources(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    old, new = ({source["id"]: source for source in ones} for ones in (before, after))
    return {
        "added": [new[i] for i in new if i not in old],
        "removed": [old[i] for i in old if i not in new],
        "changed": [new[i] for i in new if i in old and old[i]["key"] != new[i]["key"]],
    }


def _elements(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, list[Any]]:
    old, new = ({element["id"]: element for element in ones} for ones in (before, after))
    added = [new[i] for i in new if i not in old]
    removed = [old[i] for i in old if i not in new]
    reworded = _reworded(removed, added)
    gone, come = {a["id"] for a, _ in reworded}, {b["id"] for _, b in reworded}
    both = [(old[i], new[i]) for i in new if i in old]
    return {
        "added": [one for one in added if one["id"] not in come],
        "removed": [one for one in removed if one["id"] not in gone],
        "reworded": reworded,
        "coded anew": [(a, b) for a, b in both if (a["kind"], a["themes"]) != (b["kind"], b["themes"])],
        "decided anew": [(a, b) for a, b in both if (a["status"], a["decision"]) != (b["status"], b["decision"])],
    }


def _reworded(
    removed: list[dict[str, Any]], added: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return pairs of elements of one source that say nearly the same, each element in one pair at most."""
    by_source: dict[str, list[Element]] = {}
    for element in added:
        by_source.setdefault(element["source"], []).append(element)
    pairs = []
    for element in removed:
        left = by_source.get(element["source"], [])
        likeness = [_alike(element["quote"], other["quote"]) for other in left]
        if likeness and max(likeness) >= _ALIKE:
            pairs.append((element, left.pop(likeness.index(max(likeness)))))
    return pairs


def _sections(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Section]:
    old, new = _by_id(before), _by_id(after)
    for key, section in new.items():
        if key not in old:
            yield Section(section["id"], section["title"], "added", [[("added", text)] for text in section["text"]])
        elif old[key]["text"] != section["text"]:
            paragraphs = list(_paragraphs(old[key]["text"], section["text"]))
            yield Section(section["id"], section["title"], "changed", paragraphs)
    for key, section in old.items():
        if key not in new:
            yield Section(section["id"], section["title"], "removed", [[("removed", text)] for text in section["text"]])


def _by_id(sections: list[dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    """Return sections by id and how often it came before: headings that repeat keep apart."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for section in sections:
        turn = 0
        while (section["id"], turn) in found:
            turn += 1
        found[(section["id"], turn)] = section
    return found


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[list[Part] | None]:
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from [None] * (b - a)
            continue
        old, new = list(before[a:b]), list(after[c:d])
        while old and new:
            if _alike(old[0], new[0]) >= _ALIKE:
                yield words(old.pop(0), new.pop(0))
            elif len(old) > len(new):
                yield [("removed", old.pop(0))]
            else:
                yield [("added", new.pop(0))]
        for text in old:
            yield [("removed", text)]
        for text in new:
            yield [("added", text)]


def words(before: str, after: str) -> list[Part]:
    """Return two texts as one, with what was removed before what was added in its place; whole words only."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[Part] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", "".join(new[c:d])))
            continue
        if b > a:
            parts.append(("removed", "".join(old[a:b])))
        if d > c:
            parts.append(("added", "".join(new[c:d])))
    return parts


def _alike(one: str, other: str) -> float:
    """Return how much of two texts is the same, in percent."""
    from rapidfuzz import fuzz  # most builds compare nothing

    return fuzz.ratio(one, other)
