"""Rows of a CSV file with the lines on which they begin, so that a mistake can be told with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LARGEST = 10**9
"""The largest number that is taken for a count; more is a slip of the hand or of the file."""

_UNCLOSED = "unexpected end of data"


class ColumnsError(Exception):
    """A column that is needed is not there; the message names it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column (stripped); ``error`` says why it could not be read, and then ``cells`` is empty."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    error: str = ""


def rows(text: str, needed: Sequence[str]) -> Iterator[Row]:
    """Yield the rows below the header of comma-separated ``text``; empty ones are passed over.

    Names of columns count without case and surrounding space; of two with one name the first counts. A cell may hold
    line ends when it is quoted. Raises ``ColumnsError`` when a column of ``needed`` is missing.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = _header(reader)
    missing = [name for name in needed if name not in header]
    if missing:
        raise ColumnsError(f"no column {', '.join(missing)}")
    places = {name: header.index(name) for name in header if name}
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, error=_message(error, reader.line_num - line))
            continue
        if any(cell.strip() for cell in cells):
            yield _row(line, cells, places, len(header))


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        return [name.strip().casefold() for name in next(reader, [])]
    except csv.Error:
        return []


def _message(error: csv.Error, further: int) -> str:
    if _UNCLOSED not in str(error):
        return f"not readable as a row ({error})"
    rest = f"; {further} more lines up to the end of the file were not read" if further > 0 else ""
    return f"a quotation mark is opened and never closed{rest}"


def _row(line: int, cells: list[str], places: dict[str, int], width: int) -> Row:
    if any(cell.strip() for cell in cells[width:]):
        return Row(line, error="more cells than the header has columns; a cell with a comma needs quotation marks")
    return Row(line, {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()})


def count(cell: str) -> int | None:
    """Return the whole number in a cell, nothing when it holds none or one above ``LARGEST``."""
    if not cell.isdecimal() or len(cell) > len(str(LARGEST)):
        return None
    number = int(cell)
    return number if number <= LARGEST else None
