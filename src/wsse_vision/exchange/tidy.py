"""The evidence as JSON Lines, and ``datapackage.json``: which files there are and what their columns mean."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wsse_vision.exchange.corpus import Corpus, Element
from wsse_vision.exchange.dictionary import KEYS, TABLES, field
from wsse_vision.files import json_line, read_json

_OTHERS = {
    "project.qdpx": ("REFI-QDA project: the texts with their codings, for programs of qualitative data analysis.",
                     "application/zip"),
    "codebook.qdc": ("REFI-QDA codebook: kinds and themes.", "application/xml"),
    "annotations.jsonld": ("W3C Web Annotations: every element with quote and position selectors.",
                           "application/ld+json"),
    "concepts.ttl": ("SKOS concept schemes: kinds and themes with labels, terms, definitions and relations.",
                     "text/turtle"),
}  # fmt: skip


def lines(elements: Iterable[Element]) -> bytes:
    """Return elements with all their fields, a JSON object a line."""
    return "".join(json_line(element) + "\n" for element in elements).encode("utf-8")


def package(corpus: Corpus, folder: Path, title: str) -> dict[str, Any]:
    """Return the Frictionless data package (version 1) that describes the files of ``folder``.

    Columns of CSV files are those of their header.
    """
    resources = [_csv(folder, "elements"), _csv(folder, "sources", "-table"), _lines(corpus), _themes(folder)]
    resources.append(_database(corpus))
    resources += [
        {"name": name.replace(".", "-"), "path": name, "title": what, "mediatype": mediatype}
        for name, (what, mediatype) in _OTHERS.items()
    ]
    return {
        "profile": "data-package",
        "name": "evidence",
        "title": title,
        "description": "The joined dataset: passages of documents coded by kind and theme. "
        "Offsets are Unicode code points in the canonical text of a source, 0-based, end-exclusive.",
        "resources": resources,
    }


def _csv(folder: Path, table: str, suffix: str = "") -> dict[str, Any]:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    note = " A quote that a spreadsheet program could take for a formula has an apostrophe before it."
    schema: dict[str, Any] = {
        "fields": [field(table, column) for column in header],
        "missingValues": [""],
        "primaryKey": KEYS[table],
    }
    if table == "elements":
        reference = {"resource": "sources-table", "fields": ["id"]}
        schema["foreignKeys"] = [{"fields": ["source"], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": f"{table}{suffix}",
        "path": path.name,
        "title": TABLES[table],
        "description": TABLES[table] + note,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _lines(corpus: Corpus) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "description": c.meaning} for c in corpus.tables["elements"]]
    fields.append(field("elements", "themes", type="array", description="Ids of its themes, the strongest first."))
    return {
        "profile": "tabular-data-resource",
        "name": "elements-lines",
        "path": "elements.jsonl",
        "title": TABLES["elements"],
        "description": "All fields of every element, a JSON object a line.",
        "format": "ndjson",
        "mediatype": "application/x-ndjson",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "primaryKey": KEYS["elements"],
        },
    }


def _themes(folder: Path) -> dict[str, Any]:
    rows = read_json(folder / "themes.json")
    columns = list(rows[0]) if rows else []
    return {
        "profile": "tabular-data-resource",
        "name": "themes",
        "path": "themes.json",
        "title": TABLES["themes"],
        "description": TABLES["themes"],
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        "schema": {"fields": [field("themes", column) for column in columns], "primaryKey": KEYS["themes"]},
    }


def _database(corpus: Corpus) -> dict[str, Any]:
    """Describe the SQLite file; its tables stand under ``tables``, for which the standard has no place."""
    return {
        "name": "evidence-sqlite",
        "path": "evidence.sqlite",
        "title": "Everything in one SQLite file.",
        "mediatype": "application/vnd.sqlite3",
        "tables": [
            {
                "name": table,
                "description": TABLES.get(table, ""),
                "schema": {"fields": [{"name": c.name, "type": c.type, "description": c.meaning} for c in columns]},
            }
            for table, columns in corpus.tables.items()
        ],
    }
