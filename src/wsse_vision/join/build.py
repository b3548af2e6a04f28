"""Filling the dataset: one source after another, so that memory does not follow the size of the corpus."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wsse_vision.extract.sections import Sections
from wsse_vision.files import read_json
from wsse_vision.home import Project
from wsse_vision.join import coverage, findings, graph
from wsse_vision.join.decided import DecidedElement, after_review
from wsse_vision.join.definitions import DefinedThemes
from wsse_vision.join.duplicates import Passage, groups
from wsse_vision.join.public import public_id
from wsse_vision.join.questions import QuestionFinder
from wsse_vision.join.ranking import agreement
from wsse_vision.model import Coding, Document
from wsse_vision.sources.codebook import Codebook
from wsse_vision.sources.evaluations import Vote
from wsse_vision.sources.indicators import Indicators

_APART = frozenset({"title", "language", "status", "consent", "workshop", "role"})
"""Metadata that have a column of their own."""


@dataclass
class Inputs:
    """What is joined: manifests of the batches, and the hand-written files."""

    codebook: Codebook
    indicators: Indicators
    votes: list[Vote]
    questions: QuestionFinder
    entries: list[dict[str, Any]]
    set_aside: list[dict[str, Any]]
    withheld: dict[str, tuple[str, ...]] = field(default_factory=dict)
    review: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def sections(self) -> Sections:
        """What the parts of documents are for, by the codebook."""
        return Sections(self.codebook)

    @cached_property
    def defined(self) -> DefinedThemes:
        """Finds which themes a definition defines."""
        return DefinedThemes(self.codebook)

    @cached_property
    def best_votes(self) -> dict[str, Vote]:
        """The evaluation with most votes for each label."""
        best: dict[str, Vote] = {}
        for vote in self.votes:
            if vote.label not in best or vote.total > best[vote.label].total:
                best[vote.label] = vote
        return best


def fill(connection: sqlite3.Connection, project: Project, inputs: Inputs) -> None:
    """Write every table of the dataset."""
    votes = inputs.best_votes
    balance: dict[tuple[str, str, str], int] = {}
    for entry in sorted(inputs.entries, key=lambda e: str(e["id"])):
        document = Document.from_json(read_json(project.extracts / entry["id"] / "document.json"))
        if document.kind == "interview":
            _count(balance, document)
        if entry["consent"] == "internal":
            continue
        name = public_id(document.source, inputs.withheld.get(document.source, ()))
        coding = Coding.from_json(read_json(project.extracts / entry["id"] / "elements.json"))
        standing = list(after_review(coding.elements, inputs.review.get(document.source, {})))
        _add_source(connection, name, document, entry["content"], len(standing))
        text = (project.extracts / entry["id"] / "text.txt").read_text(encoding="utf-8")
        _add_elements(connection, name, standing, document, text, inputs, votes)
        if document.kind == "workshop":
            _add_findings(connection, name, findings.of_document(document, text, coding, inputs.sections))
    _group(connection)
    _add_set_aside(connection, inputs)
    _add_votes(connection, inputs.votes)
    _add_indicators(connection, inputs.indicators)
    _add_themes(connection, inputs.codebook)
    connection.executemany(
        "INSERT INTO balance VALUES (?, ?, ?, ?)", [(*key, number) for key, number in sorted(balance.items())]
    )


def _count(balance: dict[tuple[str, str, str], int], document: Document) -> None:
    meta = document.metadata
    key = (meta.get("consent", "internal"), meta.get("region") or "", meta.get("gender") or "")
    balance[key] = balance.get(key, 0) + 1


def _add_source(connection: sqlite3.Connection, name: str, document: Document, content: str, elements: int) -> None:
    meta = document.metadata
    rest = {key: value for key, value in sorted(meta.items()) if key not in _APART}
    if document.pages:
        rest["pages"] = document.pages
    rest["format"] = document.format
    row = (
        name, document.kind, "used", "", meta.get("title") or name, document.language, meta.get("status"),
        meta.get("consent"), meta.get("workshop"), meta.get("role"), content, _json(rest), elements,
    )  # fmt: skip
    connection.execute(f"INSERT INTO sources VALUES ({', '.join('?' * len(row))})", row)


def _add_elements(
    connection: sqlite3.Connection,
    name: str,
    elements: Iterable[DecidedElement],
    document: Document,
    text: str,
    inputs: Inputs,
    votes: dict[str, Vote],
) -> None:
    rows, themes, defines = [], [], []
    for seq, decided in enumerate(elements):
        e = decided.element
        vote = votes.get(e.label) if e.label and _was_voted_on(e.label, document) else None
        question = inputs.questions.find(e.section) if document.kind == "interview" else None
        block = document.blocks[e.block]
        rows.append((
            e.id, name, seq, e.kind, e.quote, e.start, e.end, e.prefix, e.suffix, _json(e.section), e.page, e.language,
            e.label, question, e.score, _rank(decided, vote, inputs.defined), _json(e.because),
            text[block.start : block.end], e.start - block.start, decided.status, int(decided.key), _decision(decided),
            decided.merged_into or e.id,
        ))  # fmt: skip
        themes += [(e.id, theme, place) for place, theme in enumerate(e.themes)]
        if e.kind == "definition":
            defines += [(e.id, *found) for found in inputs.defined.find(e.quote, e.language, e.themes)]
    connection.executemany(f"INSERT INTO elements VALUES ({', '.join('?' * 23)})", rows)
    connection.executemany("INSERT INTO element_themes VALUES (?, ?, ?)", themes)
    connection.executemany("INSERT INTO defines VALUES (?, ?, ?)", defines)


def _was_voted_on(label: str, document: Document) -> bool:
    """Tell whether votes under this label mean this document: a notebook, or the forum whose export it is."""
    return document.kind == "notebook" or label.startswith(f"{document.source}.")


def _rank(decided: DecidedElement, vote: Vote | None, defined: DefinedThemes) -> float:
    e = decided.element
    accepted = decided.status == "accepted"
    unlike = coverage.is_asked(e.quote) != (e.kind == "question") or (
        e.kind == "definition" and not defined.is_form(e.quote, e.language)
    )
    return coverage.rank(e.quote, e.score, e.label, vote, unlike=unlike, accepted=accepted, key=decided.key)


def _decision(decided: DecidedElement) -> str:
    given = {
        "by": decided.by,
        "on": decided.on,
        "note": decided.note,
        "found": decided.found,
        "translation": decided.translation,
    }
    return _json({key: value for key, value in given.items() if value})


def _group(connection: sqlite3.Connection) -> None:
    """Put elements that say the same into groups: by their words, then by what reviewers merged."""
    languages = [row[0] for row in connection.execute("SELECT DISTINCT language FROM elements ORDER BY 1")]
    found = groups(*(_passages(connection, language) for language in languages))
    by_hand = connection.execute("SELECT id, said FROM elements WHERE said <> id ORDER BY id").fetchall()
    merged = {found[one]: found.get(other, other) for one, other in by_hand}

    def final(group: str) -> str:
        seen = set()
        while group in merged and group not in seen:
            seen.add(group)
            group = merged[group]
        return min(seen) if group in seen else group  # two that were merged into each other are one group

    together = ((final(group), one) for one, group in found.items() if group != one or one in merged)
    connection.executemany("UPDATE elements SET said = ? WHERE id = ?", together)


def _passages(connection: sqlite3.Connection, language: str) -> Iterator[Passage]:
    query = "SELECT id, source, kind, language, label, quote FROM elements WHERE language = ? ORDER BY source, seq"
    for row in connection.execute(query, (language,)):
        yield Passage(*row)


def _add_findings(connection: sqlite3.Connection, name: str, found: Iterable[findings.Finding]) -> None:
    for f in found:
        cursor = connection.execute(
            "INSERT INTO findings (source, workshop, role, quote, start, end, page, language) VALUES (?,?,?,?,?,?,?,?)",
            (name, f.workshop, f.role, f.quote, f.start, f.end, f.page, f.language),
        )
        rows = [(cursor.lastrowid, theme) for theme in f.themes]
        connection.executemany("INSERT INTO finding_themes VALUES (?, ?)", rows)


def _add_set_aside(connection: sqlite3.Connection, inputs: Inputs) -> None:
    for entry in sorted(inputs.set_aside, key=lambda e: str(e["id"])):
        if entry["kind"] == "interview" and entry["consent"] != "public":
            continue  # even a title could name the person; the run's own report tells the maintainer
        name = public_id(entry["id"], inputs.withheld.get(entry["id"], ()))
        connection.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, 'und', NULL, ?, NULL, NULL, '', '{}', 0)",
            (name, entry["kind"], entry["code"], entry["message"], entry["title"] or name, entry["consent"]),
        )


def _add_votes(connection: sqlite3.Connection, votes: list[Vote]) -> None:
    # Asked for once: there are no indexes yet, so that each question would read the whole table.
    labelled: dict[str, list[tuple[str, str, str]]] = {}
    rows = connection.execute(
        "SELECT e.label, s.kind, s.id, e.id FROM elements e JOIN sources s ON s.id = e.source"
        " WHERE e.label IS NOT NULL ORDER BY e.source, e.seq"
    )
    for label, *found in rows:
        labelled.setdefault(label, []).append(tuple(found))
    for v in sorted(votes, key=lambda v: (v.label, v.evaluation)):
        meant = (
            element
            for kind, source, element in labelled.get(v.label, ())
            if kind == "notebook" or source == v.evaluation
        )
        connection.execute(
            "INSERT INTO votes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                v.label,
                v.evaluation,
                v.agree,
                v.half,
                v.disagree,
                v.unknown,
                *(round(number, 4) for number in agreement(v)),
                next(meant, None),
            ),
        )


def _add_indicators(connection: sqlite3.Connection, indicators: Indicators) -> None:
    for seq, i in enumerate(indicators.indicators):
        connection.execute(
            "INSERT INTO indicators VALUES (?, ?, ?, ?, ?, ?, ?)",
            (i.id, seq, _json(i.name), i.type, i.unit, _json(i.how), i.source),
        )
        connection.executemany("INSERT INTO indicator_themes VALUES (?, ?)", [(i.id, theme) for theme in i.themes])


def _add_themes(connection: sqlite3.Connection, codebook: Codebook) -> None:
    order = [theme.id for theme in codebook.themes]
    links = dict(_links(connection, order))
    places = graph.layout(order, {pair: elements for pair, (elements, _) in links.items()})
    for seq, theme in enumerate(codebook.themes):
        numbers = connection.execute(
            "SELECT count(DISTINCT e.said), count(DISTINCT e.source), count(DISTINCT e.language) FROM element_themes t"
            " JOIN elements e ON e.id = t.element WHERE t.theme = ?",
            (theme.id,),
        ).fetchone()
        row = (theme.id, seq, _json(theme.label), theme.scope_in("en")[1], *numbers, *places[theme.id])
        connection.execute("INSERT INTO themes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?)", [(*pair, *n) for pair, n in sorted(links.items())])


def _links(connection: sqlite3.Connection, order: list[str]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    rows = connection.execute(
        "SELECT a.theme, b.theme, count(DISTINCT e.said), count(DISTINCT e.source) FROM element_themes a"
        " JOIN element_themes b ON b.element = a.element AND a.theme < b.theme JOIN elements e ON e.id = a.element"
        " GROUP BY a.theme, b.theme ORDER BY a.theme, b.theme"
    )
    place = {theme: i for i, theme in enumerate(order)}
    for a, b, elements, sources in rows:
        pair = (a, b) if place.get(a, 0) < place.get(b, 0) else (b, a)
        yield pair, (elements, sources)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
