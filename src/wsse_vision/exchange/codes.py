"""Kinds and themes as the codes of a QDA program, and codes of a QDA program as kinds and themes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from wsse_vision.exchange.identity import guid, same_guid
from wsse_vision.exchange.markup import Node, add, fit
from wsse_vision.model import KINDS, LANGUAGES
from wsse_vision.sources.codebook import Codebook, KindRules

GROUPS = {"kind": "Kinds", "theme": "Themes"}
"""The two groups of codes, and their names."""

_LINE = re.compile(rf"(id|{'|'.join(LANGUAGES)}): (.+)")


@dataclass(frozen=True, slots=True)
class Code:
    """A kind or theme (``group``) with the ``name`` that is unique among all codes."""

    group: str
    id: str
    name: str
    labels: Mapping[str, str]
    meaning: str

    @property
    def guid(self) -> str:
        """What other programs know it by."""
        return guid("code", self.group, self.id)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A code as a file has it; ``path`` names the codes above it, outermost first."""

    guid: str
    name: str
    description: str
    codable: bool
    path: tuple[str, ...]
    line: int


def codes_of(codebook: Codebook, used: Iterable[tuple[str, str]] = ()) -> list[Code]:
    """Return the codes of a codebook, kinds first, and those in ``used`` (group, id) that it does not describe."""
    known: dict[str, KindRules] = {kind.id: kind for kind in codebook.kinds}
    given: list[tuple[str, str, Mapping[Any, str], str]] = []
    for kind in KINDS:
        rules = known.get(kind)
        given.append(("kind", kind, dict(rules.label) if rules else {}, rules.meaning if rules else ""))
    given += [("theme", theme.id, dict(theme.label), theme.scope_in("en")[1]) for theme in codebook.themes]
    there = {(group, identifier) for group, identifier, _, _ in given}
    given += [(group, identifier, {}, "") for group, identifier in sorted(set(used) - there)]
    taken = {name.casefold() for name in GROUPS.values()}
    return [_named(taken, *one) for one in sorted(given, key=lambda one: one[0])]


def _named(taken: set[str], group: str, identifier: str, labels: Mapping[Any, str], meaning: str) -> Code:
    """Return a code under its English label, or one that tells it from a code of the same name."""
    labels = {language: " ".join(fit(labels[language]).split()) for language in LANGUAGES if language in labels}
    label = next(iter(labels.values()), identifier)
    names = (label, f"{label} ({group})", f"{label} ({group} {identifier})")
    name = next(name for name in names if name.casefold() not in taken)
    taken.add(name.casefold())
    return Code(group, identifier, name, labels, fit(meaning).strip())


def add_codes(parent: ElementTree.Element, codes: Sequence[Code]) -> None:
    """Append ``Codes`` to an element: two groups that cannot be assigned, with the codes in them."""
    place = add(parent, "Codes", {})
    for group, title in GROUPS.items():
        attributes = {"guid": guid("group", group), "name": title, "isCodable": "false"}
        below = add(place, "Code", attributes)
        for code in codes:
            if code.group == group:
                one = add(below, "Code", {"guid": code.guid, "name": code.name, "isCodable": "true"})
                add(one, "Description", {}, _description(code))


def _description(code: Code) -> str:
    """Return the meaning, then what the format has no place for, a line each: the id, the labels by language."""
    lines = [f"id: {code.id}", *(f"{language}: {label}" for language, label in code.labels.items())]
    return "\n\n".join(part for part in (code.meaning, "\n".join(lines)) if part)


def _undescribed(description: str) -> tuple[str, dict[str, str]]:
    """Take ``_description`` apart; a text without such lines is all meaning."""
    meaning, _, last = f"\n\n{description.strip()}".rpartition("\n\n")
    found = [_LINE.fullmatch(line.strip()) for line in last.splitlines()]
    notes = {match[1]: match[2].strip() for match in found if match}
    if not found or len(notes) != len(found) or "id" not in notes:
        return description.strip(), {}
    return meaning.strip(), notes


def foreign_codes(codes: Node | None) -> list[Foreign]:
    """Return all codes below ``Codes``, in order, each after the one that it stands under."""
    found: list[Foreign] = []
    stack: list[tuple[tuple[str, ...], Node]] = [((), n) for n in reversed(list(codes.all("Code")))] if codes else []
    while stack:
        path, node = stack.pop()
        name = node.attributes.get("name", "").strip()
        codable = node.attributes.get("isCodable", "true").strip() not in ("false", "0")
        identifier = same_guid(node.attributes.get("guid", ""))
        found.append(Foreign(identifier, name, node.text_of("Description"), codable, path, node.line))
        stack += [((*path, name), child) for child in reversed(list(node.all("Code")))]
    return found


class Meanings:
    """What the codes of a file mean here: by GUID, by the id in their description, else by name, label or id."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._by_guid = {code.guid: code for code in codes}
        self._by_id = {(code.group, code.id): code for code in codes}
        self._by_name: dict[str, list[Code]] = {}
        for code in codes:
            for name in {n.casefold() for n in (code.name, code.id, *code.labels.values())}:
                self._by_name.setdefault(name, []).append(code)

    def of(self, foreign: Foreign) -> Code | None:
        """Return the kind or theme that a code stands for; ``None`` when there is none or more than one."""
        if foreign.guid in self._by_guid:
            return self._by_guid[foreign.guid]
        group = _group(foreign)
        noted = _undescribed(foreign.description)[1].get("id")
        found = [self._by_id[key] for key in ((g, noted or "") for g in GROUPS) if key in self._by_id]
        found = found or self._by_name.get(foreign.name.casefold(), [])
        exact = [code for code in found if code.name.casefold() == foreign.name.casefold()]
        for some in ([code for code in found if code.group == group], exact, found):
            if len(some) == 1:
                return some[0]
        return None


def _group(foreign: Foreign) -> str:
    outermost = foreign.path[0].casefold() if foreign.path else ""
    return next((group for group, title in GROUPS.items() if title.casefold() == outermost), "")


def plain(codes: Sequence[Foreign], name: str) -> dict[str, Any]:
    """Return ``{"kinds": [...], "themes": [...], "problems": [...]}`` for the codes of a file.

    A kind or theme is ``{"id", "label": {language: text}, "description", "name", "group"}``. A code under a group other
    than "Kinds" is a theme; one without an id of ours gets one from its name. Groups that cannot be assigned are only
    the ``group`` of what stands in them. A code in "Kinds" that is none of the kinds is a problem.
    """
    result: dict[str, Any] = {"kinds": [], "themes": [], "problems": []}
    taken: set[str] = set()
    for code in codes:
        if not code.codable:
            continue
        meaning, notes = _undescribed(code.description)
        labels = {language: notes[language] for language in LANGUAGES if language in notes}
        record: dict[str, Any] = {
            "id": notes.get("id", ""),
            "label": labels or {"en": code.name},
            "description": meaning,
            "name": code.name,
            "group": " / ".join(code.path),
        }
        if _group(code) == "kind":
            record["id"] = record["id"] or next((k for k in KINDS if k == code.name.casefold()), "")
            if record["id"] in KINDS:
                result["kinds"].append(record)
                continue
            result["problems"].append(
                f"{name}:{code.line}: {code.name!r} is no kind (there are {', '.join(KINDS)}); it is read as a theme"
            )
        record["id"] = next(i for i in _ids(record["id"] or code.name, code.guid) if i not in taken)
        taken.add(record["id"])
        result["themes"].append(record)
    return result


def _ids(name: str, identifier: str) -> Iterator[str]:
    """Yield ids for a name: its Latin letters and digits, else part of the GUID, then with numbers."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")
    base = base if re.match("[a-z]", base) else f"theme_{base or re.sub('[^a-z0-9]', '', identifier)[:8]}".rstrip("_")
    yield base
    number = 2
    while True:
        yield f"{base}_{number}"
        number += 1
