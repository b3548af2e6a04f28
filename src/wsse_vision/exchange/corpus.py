"""What may be exported: the evidence, and of each source as much text as may be read outside."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wsse_vision.exchange.dictionary import Column, columns_of
from wsse_vision.files import read_json
from wsse_vision.home import Project
from wsse_vision.model import SourceError

Element = dict[str, Any]
"""A row of the table ``elements``, with ``themes`` as a list and the columns of JSON read."""


@dataclass(frozen=True, slots=True)
class Readable:
    """The text of a source as it may leave the house.

    ``places`` holds the offsets of each element in ``text``, in the order of the elements; ``whole`` tells the
    canonical text from an excerpt, which has nothing but the quoted passages, a blank line between two.
    """

    text: str
    places: list[tuple[int, int]]
    whole: bool


class Corpus:
    """The evidence of a project, opened for reading; everything comes in a fixed order."""

    def __init__(self, project: Project) -> None:
        path = project.outputs / "evidence" / "evidence.sqlite"
        if not path.is_file():
            raise FileNotFoundError(errno.ENOENT, "no such dataset", str(path))
        self._project = project
        self._db = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """All sources that were used, by id."""
        return list(self._rows("sources", "SELECT * FROM sources WHERE state = 'used' ORDER BY id"))

    @cached_property
    def codes_used(self) -> list[tuple[str, str]]:
        """Every (group, id) that an element has, kinds before themes."""
        rows = self._db.execute(
            "SELECT DISTINCT 'kind', kind FROM elements UNION SELECT DISTINCT 'theme', theme FROM element_themes"
            " ORDER BY 1, 2"
        )
        return [(group, identifier) for group, identifier in rows]

    @property
    def number(self) -> int:
        """How many elements there are."""
        return int(self._db.execute("SELECT count(*) FROM elements").fetchone()[0])

    def elements(self, source: str) -> list[Element]:
        """Return the elements of a source in the order of their places."""
        themes: dict[str, list[str]] = {}
        rows = self._db.execute(
            "SELECT t.element, t.theme FROM elements e JOIN element_themes t ON t.element = e.id WHERE e.source = ?"
            " ORDER BY e.seq, t.place",
            (source,),
        )
        for element, theme in rows:
            themes.setdefault(element, []).append(theme)
        found = self._rows("elements", "SELECT * FROM elements WHERE source = ? ORDER BY seq", source)
        return [{**row, "themes": themes.get(row["id"], [])} for row in found]

    def definitions(self, theme: str) -> Iterator[Element]:
        """Yield the definitions that speak of a theme, best first."""
        return self._rows(
            "elements",
            "SELECT e.* FROM elements e JOIN element_themes t ON t.element = e.id WHERE e.kind = 'definition'"
            " AND t.theme = ? ORDER BY e.rank DESC, e.source, e.seq",
            theme,
        )

    @cached_property
    def decisions(self) -> list[Element]:
        """Every status and decision that an element has."""
        return list(self._rows("elements", "SELECT DISTINCT status, decision FROM elements"))

    def links(self, least: int) -> list[tuple[str, str]]:
        """Return the pairs of themes that elements of at least so many sources have together."""
        return list(self._db.execute("SELECT a, b FROM links WHERE sources >= ? ORDER BY a, b", (least,)))

    @cached_property
    def tables(self) -> dict[str, list[Column]]:
        """The tables of the dataset with their columns."""
        rows = self._db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        return {name: columns_of(name, definition) for name, definition in rows}

    def readable(self, source: dict[str, Any], elements: Sequence[Element]) -> Readable:
        """Return the text of a source, whose elements are ``elements``, that may leave the house, see ``Readable``.

        An interview that is not public, or is published under another id than its own, is an excerpt: its whole
        text could tell who speaks even where no name stands. Raises ``SourceError`` when text and evidence differ.
        """
        path = self._project.extracts / source["id"] / "text.txt"
        if not self._may_be_read_whole(source):
            return _excerpt([element["quote"] for element in elements])
        text = path.read_text(encoding="utf-8")
        if any(text[e["start"] : e["end"]] != e["quote"] for e in elements):
            shown = path.relative_to(self._project.root).as_posix()
            raise SourceError("stale", f"{shown}: is not the text that was joined; run snakemake, or join again")
        return Readable(text, [(e["start"], e["end"]) for e in elements], True)

    def _may_be_read_whole(self, source: dict[str, Any]) -> bool:
        if source["kind"] != "interview":
            return True
        document = self._project.extracts / source["id"] / "document.json"
        if source["consent"] != "public" or not document.is_file():
            return False
        return bool(read_json(document)["metadata"].get("consent") == "public")

    def _rows(self, table: str, query: str, *values: Any) -> Iterator[dict[str, Any]]:
        cursor = self._db.execute(query, values)
        names = [column[0] for column in cursor.description]
        packed = [column.name for column in self.tables[table] if column.json and column.name in names]
        for row in cursor:
            record = dict(zip(names, row, strict=True))
            for name in packed:
                record[name] = record[name] and json.loads(record[name])
            yield record


def _excerpt(quotes: list[str]) -> Readable:
    places, position = [], 0
    for quote in quotes:
        places.append((position, position + len(quote)))
        position += len(quote) + 2
    return Readable("\n\n".join(quotes) + "\n" if quotes else "", places, False)
