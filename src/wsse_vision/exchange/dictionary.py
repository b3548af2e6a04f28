"""The data dictionary: what every column of the evidence means."""

from __future__ import annotations

import re
from dataclasses import dataclass

TABLES = {
    "sources": "The documents that were read, with what may be published about them.",
    "elements": "Verbatim passages, each coded with one kind and any number of themes.",
    "element_themes": "Which themes an element has.",
    "defines": "Which themes a definition defines, not only speaks of.",
    "findings": "What workshops concluded, from their reports.",
    "finding_themes": "Which themes a finding has.",
    "votes": "What participants voted on proposals.",
    "indicators": "Indicators of the work plan.",
    "indicator_themes": "Which themes an indicator measures.",
    "themes": "The themes with how much speaks of them.",
    "links": "Pairs of themes that elements have together.",
    "balance": "Numbers of interviews by consent, region and gender.",
}

_TEXT = {
    "quote": ("string", "The passage, verbatim."),
    "start": ("integer", "Where it begins in the canonical text of its source: code points, from 0."),
    "end": ("integer", "Where it ends in the canonical text: code points, exclusive."),
    "page": ("integer", "Page on which it begins, from 1; empty where the format has no pages."),
    "language": ("string", "Language, ISO 639 (`und`: undetermined)."),
}

COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "sources": {
        "id": ("string", "Public id of the source, also its citation key."),
        "kind": ("string", "notebook, findhorn, workshop, interview or forum."),
        "state": ("string", "`used`, or the code of the problem for which it was set aside."),
        "reason": ("string", "Why it was set aside, else empty."),
        "title": ("string", "Title, or the id where there is none."),
        "language": ("string", "Main language, ISO 639 (`und`: undetermined)."),
        "status": ("string", "specimen (written to stand in for a real document), draft or final."),
        "consent": ("string", "Of interviews: public or anonymous."),
        "workshop": ("integer", "Of workshop documents: number of the workshop."),
        "role": ("string", "Of workshop documents: preparatory or report."),
        "key": ("string", "Hash over the file and what is said about it."),
        "metadata": ("object", "Whatever else is known and may be published, as JSON."),
        "elements": ("integer", "Number of its elements."),
    },
    "elements": {
        "id": ("string", "Stable id of the element (UUIDv5 of source, words and occurrence)."),
        "source": ("string", "Id of the source that it stands in."),
        "seq": ("integer", "Position among the elements of its source, from 0."),
        "kind": ("string", "Kind of element."),
        "themes": ("string", "Ids of its themes, the strongest first, with spaces between."),
        **_TEXT,
        "prefix": ("string", "About 32 characters before it."),
        "suffix": ("string", "About 32 characters after it."),
        "section": ("array", "Path of headings above it, outermost first, as JSON."),
        "label": ("string", "A proposal's own number, such as 06.02."),
        "question": ("string", "Of interviews: id of the question that it answers."),
        "score": ("number", "How sure the coding is, 0 to 1."),
        "rank": ("number", "What comes first when not everything can be shown."),
        "because": ("array", "The cues and terms that decided, as JSON."),
        "paragraph": ("string", "The whole paragraph, list item or cell that it stands in."),
        "place": ("integer", "Where it begins in that paragraph: code points, from 0."),
        "status": ("string", "accepted or unreviewed; what was rejected is not here."),
        "key": ("integer", "1 for what reviewers marked as key, else 0."),
        "decision": ("object", "Who decided on it, when, with what note and translation, as JSON."),
        "said": ("string", "Id of an element that says the same, its own where it says it first: names its group."),
    },
    "element_themes": {
        "element": ("string", "Id of the element."),
        "theme": ("string", "Id of the theme."),
        "place": ("integer", "Position among the themes of the element, from 0."),
    },
    "defines": {
        "element": ("string", "Id of the definition."),
        "theme": ("string", "Id of the theme whose name or term stands where the defined word stands."),
        "place": ("integer", "0 where the theme itself is named, 1 where a term of it is."),
    },
    "findings": {
        "id": ("integer", "Number of the finding."),
        "source": ("string", "Id of the report."),
        "workshop": ("integer", "Number of the workshop."),
        "role": ("string", "agreements, disagreements, questions, proposals or synthesis."),
        **_TEXT,
    },
    "finding_themes": {
        "finding": ("integer", "Number of the finding."),
        "theme": ("string", "Id of the theme."),
    },
    "votes": {
        "label": ("string", "The proposal's own number."),
        "evaluation": ("string", "The evaluation in which they were cast: name of its file."),
        "agree": ("integer", "Votes: agree."),
        "half": ("integer", "Votes: half agree."),
        "disagree": ("integer", "Votes: disagree."),
        "unknown": ("integer", "Votes: don't know."),
        "share": ("number", "Agreement and half of half agreement over all votes, 0 to 1."),
        "element": ("string", "Id of the proposal voted on, where it is among the elements."),
    },
    "indicators": {
        "id": ("string", "Id of the indicator."),
        "seq": ("integer", "Position in its file, from 0."),
        "name": ("object", "Name by language, as JSON."),
        "type": ("string", "Type of indicator."),
        "unit": ("string", "Unit in which it is measured."),
        "how": ("object", "How it is measured, by language, as JSON."),
        "collected_by": ("string", "Who collects it."),
    },
    "indicator_themes": {
        "indicator": ("string", "Id of the indicator."),
        "theme": ("string", "Id of the theme."),
    },
    "themes": {
        "id": ("string", "Id of the theme."),
        "seq": ("integer", "Position in the codebook, from 0."),
        "label": ("object", "Name by language, as JSON."),
        "scope": ("string", "What belongs to it and what does not, in English where the codebook says it in English."),
        "elements": ("integer", "Number of elements on it."),
        "sources": ("integer", "Number of sources with such elements."),
        "languages": ("integer", "Number of languages in which they are."),
        "x": ("number", "Place on the concept map, 0 to 1 from the left."),
        "y": ("number", "Place on the concept map, 0 to 1 from the top."),
    },
    "links": {
        "a": ("string", "Id of a theme."),
        "b": ("string", "Id of a theme that stands after it in the codebook."),
        "elements": ("integer", "Number of elements with both."),
        "sources": ("integer", "Number of sources with such elements."),
    },
    "balance": {
        "consent": ("string", "public, anonymous or internal."),
        "region": ("string", "Region of the world, empty where not stated."),
        "gender": ("string", "Gender, empty where not stated."),
        "interviews": ("integer", "Number of interviews."),
    },
}
"""Table, column: (Frictionless type, meaning)."""

KEYS = {"sources": ["id"], "elements": ["id"], "themes": ["id"]}
"""Primary keys of the tables that are plain files as well."""


_STORED = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the dataset: its name, its Frictionless type (``any`` for JSON of unknown form), what it means, and
    whether it holds JSON."""

    name: str
    type: str
    meaning: str
    json: bool


def columns_of(table: str, definition: str) -> list[Column]:
    """Return the columns that a CREATE TABLE statement defines, in order.

    One that this dictionary does not know yet is described by the comment at the end of its line.
    """
    found = []
    for line in definition.splitlines():
        code, _, comment = line.partition("--")
        comment = comment.strip()
        for name, stored in re.findall(r"(\w+) (TEXT|INTEGER|REAL)\b", code):
            json = comment.startswith("JSON")
            kind, meaning = COLUMNS.get(table, {}).get(name, ("any" if json else _STORED[stored], comment))
            found.append(Column(name, kind, meaning, json or "JSON" in meaning))
    return found


def field(table: str, column: str, **changed: str) -> dict[str, str]:
    """Return the Frictionless field descriptor of a column of a plain file; ``changed`` replaces parts of it.

    A column that this dictionary does not know is text without a description, so that it is listed all the same.
    """
    kind, meaning = COLUMNS.get(table, {}).get(column, ("string", ""))
    return {"name": column, "type": kind, "description": meaning, **changed}
