"""``references.bib``: entries, what is wrong with them, and their fields as metadata of a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from wsse_vision.model import Problem

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {
    "english": "en", "french": "fr", "francais": "fr", "français": "fr", "spanish": "es", "espanol": "es",
    "español": "es", "portuguese": "pt", "portugues": "pt", "português": "pt", "brazilian": "pt",
}  # fmt: skip


@dataclass(slots=True)
class Bibliography:
    """The entries of a bibliography by key (fields in lower case, values as written) and its problems."""

    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def metadata(self, key: str) -> dict[str, Any]:
        """Return the metadata that entry ``key`` gives to a source, empty when there is no such entry."""
        return _metadata(self.entries.get(key, {}))


def read_bibliography(path: Path, shown: str = "sources/references.bib") -> Bibliography:
    """Read a BibTeX file; a missing file is an empty bibliography. Nothing is raised: defects are problems."""
    if not path.is_file():
        return Bibliography()
    found = Bibliography()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"{shown}: not UTF-8 text (byte {error.start})"
        found.problems.append(_problem(shown, "bad-bibliography", what, "save it as UTF-8"))
        return found
    for line, part in _parts(text):
        _add(found, part, line, shown)
    return found


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the entries of a file, each with the number of lines before it.

    They are parsed one by one: an entry that lacks a brace would take the following ones with it, and some
    mistakes bring the parser down.
    """
    starts = [match.start() for match in re.finditer(r"^[ \t]*@", text, re.MULTILINE)]
    for start, end in pairwise([*starts, len(text)]):
        yield text.count("\n", 0, start), text[start:end]


def _add(found: Bibliography, part: str, above: int, shown: str) -> None:
    from bibtexparser.entrypoint import parse_string

    def defect(line: int, what: str) -> None:
        message = f"{shown}:{above + line + 1}: {what}"
        hint = "mend the entry; the others were read"
        found.problems.append(_problem(shown, "bad-bibliography-entry", message, hint))

    try:
        library = parse_string(part)
    except Exception:
        defect(0, "not to be understood as BibTeX")
        return
    for block in library.failed_blocks:
        key = getattr(block, "key", None) or "an entry"
        defect(block.start_line or 0, f"{key}: {(str(block.error).splitlines() or ['not closed'])[0]}")
    for entry in library.entries:
        if entry.key in found.entries:
            defect(entry.start_line or 0, f"{entry.key}: the key is used twice")
            continue
        written = {f.key.lower(): str(f.value) for f in entry.fields}
        found.entries[entry.key] = {
            name: _people(value) if name in ("author", "editor") else _plain(value) for name, value in written.items()
        }
        if not found.entries[entry.key].get("title"):
            defect(entry.start_line or 0, f"{entry.key}: no title")


def _problem(shown: str, code: str, message: str, hint: str) -> Problem:
    return Problem(shown, "sources", code, message, hint)


def _plain(value: str) -> str:
    return re.sub(r"\s+", " ", value.replace("{", "").replace("}", "")).strip()


def _metadata(entry: dict[str, str]) -> dict[str, Any]:
    people = entry.get("author") or entry.get("editor")
    dated = re.match(r"\d{4}(-\d{2}){0,2}", entry.get("date", ""))
    date = dated[0] if dated else _date(entry)
    language = entry.get("language") or entry.get("langid") or ""
    result = {
        "title": entry.get("title"),
        "subtitle": entry.get("subtitle"),
        "authors": people.split("; ") if people else None,
        "date": date,
        "language": _LANGUAGES.get(language.lower(), language[:2].lower() or None),
        "publisher": entry.get("publisher"),
        "url": entry.get("url"),
        "abstract": entry.get("abstract"),
    }
    return {key: value for key, value in result.items() if value}


def _date(entry: dict[str, str]) -> str | None:
    year = entry.get("year")
    if not year or not re.fullmatch(r"\d{4}", year):
        return None
    month = entry.get("month", "").lower()
    if month[:3] in _MONTHS:
        return f"{year}-{_MONTHS.index(month[:3]) + 1:02}"
    return f"{year}-{int(month):02}" if month.isdigit() and 1 <= int(month) <= 12 else year


def _people(value: str) -> str:
    """Return names in reading order, separated by "; "; a name in braces is an organisation and stays as it is."""
    names = []
    for person in re.split(r"\s+and\s+(?![^{}]*\})", value):
        last, comma, first = person.strip().partition(",")
        turned = comma and not person.strip().startswith("{")
        names.append(_plain(f"{first} {last}" if turned else person))
    return "; ".join(names)
