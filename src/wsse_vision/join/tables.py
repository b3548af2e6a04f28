"""The dataset as plain files, for those who do not speak SQL: ``elements.csv``, ``sources.csv``, ``themes.json``."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from functools import partial
from pathlib import Path
from typing import IO, Any

from wsse_vision.files import write_by, write_json

_ELEMENTS = (
    "SELECT e.id, e.source, e.kind, (SELECT group_concat(theme, ' ') FROM (SELECT theme FROM element_themes t"
    " WHERE t.element = e.id ORDER BY place)) AS themes, e.language, e.label, e.page, e.start, e.end, e.quote"
    " FROM elements e ORDER BY e.source, e.seq"
)
_SOURCES = "SELECT id, kind, state, title, language, status, consent, workshop, role, elements FROM sources ORDER BY id"


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Write the plain files into ``folder``, the same content giving the same bytes."""
    for name, query in (("elements.csv", _ELEMENTS), ("sources.csv", _SOURCES)):
        write_by(folder / name, partial(_write_csv, cursor=connection.execute(query)))
    themes = connection.execute("SELECT id, label, scope, elements, sources, languages FROM themes ORDER BY seq")
    write_json(
        folder / "themes.json",
        [
            {"id": i, "label": json.loads(label), "scope": scope, "elements": e, "sources": s, "languages": n}
            for i, label, scope, e, s, n in themes
        ],
    )


def _write_csv(stream: IO[bytes], cursor: sqlite3.Cursor) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column[0] for column in cursor.description])
    writer.writerows([_cell(value) for value in row] for row in cursor)
    text.detach()


def _cell(value: Any) -> Any:
    """Keep spreadsheet programs from taking a quoted text for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" else value
