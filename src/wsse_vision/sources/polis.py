"""Exports of Polis conversations, ``evaluations/<name>/comments.csv``: statements of participants with their votes.

The columns are those of Polis' own export: ``timestamp, datetime, comment-id, author-id, agrees, disagrees,
moderated, comment-body``; newer ones add ``passes``. Who wrote a statement and when is never read. What the moderators
rejected (``moderated`` is -1) is never published, neither its words nor its votes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wsse_vision.sources.csvrows import ColumnsError, Row, count, rows

FILE = "comments.csv"
"""Name of the file with the statements; Polis calls it so."""

FOLDER = "evaluations"
"""Folder of ``sources/`` that holds a folder for each export."""

_NEEDED = ("comment-id", "agrees", "disagrees", "moderated", "comment-body")
_REJECTED, _LET_STAND = "-1", ("0", "1")
_ID = re.compile(r"[0-9]{1,18}")
_LINES = re.compile(r"\s+")
_SUMMARY_SIZE = 2**20


class ExportError(Exception):
    """A file is no Polis export; the message says why."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that the moderators let stand; ``passes`` is nought where the export does not tell."""

    id: str
    body: str
    agrees: int
    disagrees: int
    passes: int
    line: int


@dataclass(slots=True)
class Export:
    """The statements of an export in the order of their numbers, how many were rejected, and what could not be used
    (line and message).
    """

    statements: list[Statement] = field(default_factory=list)
    rejected: int = 0
    mistakes: list[tuple[int, str]] = field(default_factory=list)


def is_export(path: Path) -> bool:
    """Tell by its place whether a file is a Polis export."""
    return path.name == FILE and path.parent.parent.name == FOLDER


def exports(sources: Path) -> list[Path]:
    """Return the exports below the folder ``sources``, by name; links that lead out of their folder do not count."""
    home = sources / FOLDER
    found = (entry / FILE for entry in folders(sources))
    return [path for path in found if path.is_file() and path.resolve().is_relative_to(home.resolve())]


def folders(sources: Path) -> list[Path]:
    """Return the folders in which exports are looked for, by name."""
    home = sources / FOLDER
    entries = sorted(home.iterdir()) if home.is_dir() else []
    return [entry for entry in entries if entry.is_dir() and not entry.name.startswith(".")]


def parse(data: bytes) -> Export:
    """Return what is in the bytes of a ``comments.csv``.

    A row that makes no sense is a mistake and left out: in doubt a statement is not published. Raises ``ExportError``
    when the file as a whole is none.
    """
    try:
        found = list(rows(_decoded(data), _NEEDED))
    except ColumnsError as error:
        raise ExportError(str(error)) from None
    export = Export()
    rejected = {row.cells["comment-id"] for row in found if row.cells and row.cells["moderated"] == _REJECTED}
    export.rejected = len(rejected)
    seen: dict[str, int] = {}
    for row in found:
        if row.cells and row.cells["comment-id"] in rejected:
            continue
        mistake = _mistake(row, seen)
        if mistake:
            export.mistakes.append((row.line, mistake))
            continue
        seen[row.cells["comment-id"]] = row.line
        export.statements.append(_statement(row))
    export.statements.sort(key=lambda s: (len(s.id), s.id))  # numbers as numbers: 9 before 10
    return export


def label(export: str, statement: Statement) -> str:
    """Return the label under which a statement of the export with the id ``export`` is voted on and cited."""
    return f"{export}.{statement.id}"


def about(path: Path) -> dict[str, str]:
    """Return title and address of the conversation from the ``summary.csv`` beside an export, as far as it tells.

    For any other file, and when there is no readable summary, nothing is returned.
    """
    summary = path.with_name("summary.csv")
    if not is_export(path) or not summary.is_file() or summary.stat().st_size > _SUMMARY_SIZE:
        return {}
    try:
        pairs = dict(_pairs(csv.reader(_decoded(summary.read_bytes()).splitlines(keepends=True))))
    except (ExportError, csv.Error):
        return {}
    found = {"title": pairs.get("topic", ""), "url": pairs.get("url", "")}
    if not found["url"].startswith(("https://", "http://")):
        del found["url"]
    return {key: value for key, value in found.items() if value}


def _pairs(table: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    for cells in table:
        if len(cells) > 1:
            yield cells[0].strip(), _LINES.sub(" ", cells[1]).strip()


def _mistake(row: Row, seen: dict[str, int]) -> str:
    if row.error:
        return row.error
    cells = row.cells
    name, moderated = cells["comment-id"], cells["moderated"]
    numbers = [cells["agrees"], cells["disagrees"], cells.get("passes") or "0"]
    # Cells are not repeated here: in a row gone wrong they may hold what must not be published.
    if not _ID.fullmatch(name):
        return "comment-id is missing or no number"
    if name in seen:
        return f"comment-id {name} is given twice; line {seen[name]} counts"
    if moderated not in _LET_STAND:
        return "moderated is not -1, 0 or 1; the statement is not published"
    if any(count(number) is None for number in numbers):
        return "agrees or disagrees is missing or no number"
    return "" if any(c.isalnum() for c in cells["comment-body"]) else "comment-body has no words"


def _statement(row: Row) -> Statement:
    cells = row.cells
    agrees, disagrees, passes = (count(cells.get(name) or "0") or 0 for name in ("agrees", "disagrees", "passes"))
    # A statement is one thought: its line ends are how it was typed.
    body = _LINES.sub(" ", cells["comment-body"]).strip()
    return Statement(cells["comment-id"], body, agrees, disagrees, passes, row.line)


def _decoded(data: bytes) -> str:
    """Return text that is UTF-8, UTF-16 with a mark, or else windows-1252, as spreadsheet programs save it."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ExportError("text in an encoding that could not be told; save it as UTF-8")
