"""``references.bib``: entries, what is wrong with them, and their fields as metadata of a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
    from bibtexparser.entrypoint import parse_string

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return Bibliography(
            problems=[
                _problem(
                    shown,
                    "bad-bibliography",
                    f"{shown}: not UTF-8 text (byte {error.start})",
                    "save it as UTF-8",
                )
            ]
        )
    library = parse_string(text)
    found = Bibliography()
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        why = "the key is used twice" if "Duplicate" in type(block).__name__ else str(block.error).splitlines()[0]
        key = getattr(block, "key", None) or "an entry"
        found.problems.append(
            _problem(
                shown,
                "bad-bibliography-entry",
                f"{shown}:{line}: {key}: {why}",
                "mend the entry; the others were read",
            )
        )
        ignored = getattr(block, "ignore_error_block", None)
        if key not in found.entries and hasattr(ignored, "fields") and "Duplicate" in type(block).__name__:
            continue
    for entry in library.entries:
        written = {f.key.lower(): str(f.value) for f in entry.fields}
        fields = {
            name: _people(value) if name in ("author", "editor") else _plain(value) for name, value in written.items()
        }
        found.entries[entry.key] = fields
        if not fields.get("title"):
            line = (entry.start_line or 0) + 1
            found.problems.append(
                _problem(
                    shown,
                    "bad-bibliography-entry",
                    f"{shown}:{line}: {entry.key}: no title",
                    "add the field title",
                )
            )
    return found


def _problem(shown: str, code: str, message: str, hint: str) -> Problem:
    return Problem(shown, "sources", code, message, hint)


def _plain(value: str) -> str:
    return re.sub(r"\s+", " ", value.replace("{", "").replace("}", "")).strip()


def _metadata(entry: dict[str, str]) -> dict[str, Any]:
    people = entry.get("author") or entry.get("editor")
    date = entry.get("date") or _date(entry)
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
    for person in re.split(r"\s+and\s+", value):
        last, comma, first = person.strip().partition(",")
        turned = comma and not person.strip().startswith("{")
        names.append(_plain(f"{first} {last}" if turned else person))
    return "; ".join(names)
