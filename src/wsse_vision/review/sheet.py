"""Decisions as a sheet, CSV or XLSX, for people who work in a spreadsheet; out and in again without loss."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wsse_vision.files import write_bytes
from wsse_vision.model import HandwrittenError
from wsse_vision.review.apply import Outcome
from wsse_vision.review.decisions import LANGUAGES, Decision, Placed

SHOWN = ("section", "page", "language", "label", "coded_kind", "coded_themes")
"""Columns that only inform; what is written into them is passed over on import."""

DECIDED = (
    "decision", "kind", "themes", "merge", "key", *(f"translation_{x}" for x in LANGUAGES), "note", "by", "on",
)  # fmt: skip
"""Columns that people fill in."""

COLUMNS = ("source", "element", "quote", *SHOWN, *DECIDED, "prefix", "suffix")

NO_THEMES = "(none)"
"""How a cell says that an element has no theme; an empty cell leaves the themes as coded."""

MOST_BYTES = 64 * 2**20
"""Largest sheet that is read, unpacked."""

_FORMULA = re.compile(r"'*(?:\s*[=+\-@|%＝＋－＠]|[\t\r\n])")
_GUARDED = re.compile(r"'+(?:\s*[=+\-@|%＝＋－＠]|[\t\r\n])")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class SheetDecision:
    """A decision read from a sheet: of which source, and from which row (1-based, the header is 1)."""

    source: str
    row: int
    decision: Decision


def rows(outcome: Outcome, decisions: Sequence[Placed]) -> Iterator[Row]:
    """Yield the rows of one source: each element in order of the text, once for every decision made on it (or once,
    empty, to be decided), then the decisions whose element is not coded any more."""
    of_element: dict[str, list[Decision]] = {}
    rest: list[Decision] = []
    by_words = {r.element.quote: r.element.id for r in reversed(outcome.reviewed)}
    known = {r.element.id for r in outcome.reviewed}
    for decision in (placed.decision for placed in decisions):
        own = decision.element if decision.element in known else by_words.get(decision.quote or "")
        (of_element.setdefault(own, []) if own else rest).append(decision)
    for reviewed in outcome.reviewed:
        element = reviewed.element
        shown: Row = {
            "section": " › ".join(element.section),
            "page": "" if element.page is None else str(element.page),
            "language": element.language,
            "label": element.label or "",
            "coded_kind": element.kind,
            "coded_themes": " ".join(element.themes),
        }
        words = Row(element=element.id, quote=element.quote, prefix=element.prefix, suffix=element.suffix)
        for filled in [cells(d) for d in of_element.get(element.id, [])] or [words]:
            yield {"source": outcome.source, **shown, **filled}
    yield from ({"source": outcome.source, **cells(decision)} for decision in rest)


def cells(decision: Decision) -> Row:
    """Return the cells that hold a decision."""
    given = decision.model_dump(exclude_defaults=True, exclude={"themes", "key", "translation"})
    filled = {name: str(value) for name, value in given.items()}
    if decision.themes is not None:
        filled["themes"] = " ".join(decision.themes) or NO_THEMES
    if decision.key is not None:
        filled["key"] = "yes" if decision.key else "no"
    return filled | {f"translation_{language}": words for language, words in decision.translation.items()}


def write(path: Path, content: Iterable[Row]) -> None:
    """Write rows as CSV (UTF-8 with a mark, so that spreadsheets know) or XLSX, by the ending of ``path``."""
    table = [list(COLUMNS), *([row.get(name, "") for name in COLUMNS] for row in content)]
    guarded = [[f"'{cell}" if _FORMULA.match(cell) else cell for cell in line] for line in table]
    if path.suffix.lower() == ".xlsx":
        write_bytes(path, _xlsx(guarded))
    elif path.suffix.lower() == ".csv":
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator="\r\n").writerows(guarded)
        write_bytes(path, stream.getvalue().encode("utf-8-sig"))
    else:
        raise HandwrittenError([f"{path.name}: is neither .csv nor .xlsx; choose one of the two"])


def _xlsx(table: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    page = book.active
    page.title = "review"
    for number, line in enumerate(table, 1):
        for column, content in enumerate(line, 1):
            cell = page.cell(number, column)
            cell.number_format = "@"  # text: a date or a label stays as it is written
            if content:
                cell.value = _NOT_IN_XML.sub(lambda m: f"_x{ord(m[0]):04X}_", content)
                cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
            elif COLUMNS[column - 1] in ("quote", "note"):
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "D2"
    page.auto_filter.ref = page.dimensions
    for column, name in enumerate(COLUMNS):
        page.column_dimensions[_letters(column)].width = 60 if name == "quote" else 16
    stream = io.BytesIO()
    book.save(stream)
    return _same_each_time(stream.getvalue())


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else _letters(column // 26 - 1) + _letters(column % 26)


def _same_each_time(archive: bytes) -> bytes:
    """Return an XLSX without the times at which it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def read(path: Path) -> list[SheetDecision]:
    """Return the decisions in a sheet; raises ``HandwrittenError`` with every mistake, ``file:row: what``.

    Rows without a decision are passed over, unless something else was filled in: then the decision is missing.
    """
    table = _table(path)
    header = [cell.strip().casefold() for cell in table[0]] if table else []
    missing = [name for name in ("source", "decision") if name not in header]
    if missing or not {"element", "quote"} & set(header):
        wanted = " and ".join([*missing, *([] if {"element", "quote"} & set(header) else ["element or quote"])])
        raise HandwrittenError([f"{path.name}:1: has no column {wanted}; keep the first row of the exported sheet"])
    found: list[SheetDecision] = []
    mistakes: list[str] = []
    for number, line in enumerate(table[1:], 2):
        row = {name: _unguarded(cell) for name, cell in zip(header, line, strict=False) if name in COLUMNS and cell}
        if not any(row.get(name) for name in DECIDED):
            continue
        if not row.get("source"):
            mistakes.append(f"{path.name}:{number}: source: is missing; write the id of the source")
            continue
        try:
            found.append(SheetDecision(row["source"], number, _decision(row)))
        except ValidationError as error:
            mistakes += [f"{path.name}:{number}: {_told(e)}" for e in error.errors()]
    if mistakes:
        raise HandwrittenError(mistakes)
    return found


def _decision(row: Row) -> Decision:
    names = ("element", "quote", "prefix", "suffix", "decision", "kind", "merge", "note", "by", "on")
    given: dict[str, Any] = {name: row[name] for name in names if row.get(name)}
    if "decision" in given:
        given["decision"] = given["decision"].strip().casefold()
    if themes := row.get("themes", "").strip():
        given["themes"] = [] if themes == NO_THEMES else re.split(r"[\s,;]+", themes)
    if key := row.get("key", "").strip().casefold():
        given["key"] = {"yes": True, "true": True, "x": True, "1": True, "no": False, "false": False, "0": False}.get(
            key, key
        )
    translation = {x: row[f"translation_{x}"] for x in LANGUAGES if row.get(f"translation_{x}")}
    return Decision.model_validate({**given, **({"translation": translation} if translation else {})})


def _told(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return f"{place}: is missing though other cells are filled in; write accept, reject or add"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{place}: {message[0].lower()}{message[1:]}" if place else message


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _table(path: Path) -> list[list[str]]:
    if path.suffix.lower() == ".xlsx":
        return _from_xlsx(path)
    if path.suffix.lower() != ".csv":
        raise HandwrittenError([f"{path.name}: is neither .csv nor .xlsx; save the sheet as one of the two"])
    if path.stat().st_size > MOST_BYTES:
        raise HandwrittenError([f"{path.name}: is too large to be a sheet of decisions; import it in parts"])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HandwrittenError([f"{path.name}:1: not UTF-8 text; save it as “CSV UTF-8”, or as XLSX"]) from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise HandwrittenError([f"{path.name}: is no CSV ({error}); save it again from the spreadsheet"]) from None


def _from_xlsx(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise HandwrittenError([f"{path.name}: is too large to be a sheet of decisions; import it in parts"])
        book = load_workbook(path, read_only=True, data_only=True)
        page = book.worksheets[0]
        page.reset_dimensions()  # type: ignore[union-attr,unused-ignore]  # what the file claims may be wrong
        table = [[_cell(value) for value in line] for line in page.iter_rows(values_only=True)]
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise HandwrittenError([f"{path.name}: cannot be read as XLSX ({error}); save it again"]) from None
    return table


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), str(value))
