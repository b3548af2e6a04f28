"""``references.bib``: entries, what is wrong with them, and their fields as metadata of a source."""

from __future__ import annotations

import logging
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

UNDATED = frozenset({"n.d.", "nd", "s.d.", "sd", "s.f.", "undated", "unknown"})
"""What may stand for a year that nobody knows, and says so."""

NAMELESS = frozenset({"anonymous", "anon.", "anon", "n.n.", "anonyme", "anonimo", "anónimo", "anônimo"})
"""What may stand for an author whom nobody knows, and says so."""

_MAKERS = ("author", "editor", "organization", "institution", "translator", "director")
_TYPES = frozenset(
    {
        "article", "artwork", "audio", "book", "bookinbook", "booklet", "collection", "commentary",
        "conference", "dataset", "electronic", "image", "inbook", "incollection", "inproceedings",
        "inreference", "jurisdiction", "legal", "legislation", "letter", "manual", "mastersthesis", "misc",
        "movie", "music", "mvbook", "mvcollection", "mvproceedings", "online", "patent", "performance",
        "periodical", "phdthesis", "proceedings", "reference", "report", "review", "software", "standard",
        "suppbook", "suppcollection", "suppperiodical", "techreport", "thesis", "unpublished", "video", "www",
    }
)  # fmt: skip
_YEAR = re.compile(r"-?\d{3,4}(?:-\d{2}){0,2}[~?%]?(?:/(?:-?\d{3,4}(?:-\d{2}){0,2}[~?%]?|\.\.)?)?")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/]+\.?[^\s]*")


@dataclass(slots=True)
class Bibliography:
    """The entries of a bibliography by key (fields in lower case, values as written) and its problems.

    ``written`` has each entry once more as BibTeX that holds by itself, titles protected from being put in lower case.
    """

    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
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
    parts = list(_parts(text))
    # What @string defines in one place may be used in any other.
    macros = "".join(
        " ".join(part.split()) + "\n" for _line, part in parts if part.lstrip().lower().startswith("@string")
    )
    for line, part in parts:
        if not part.lstrip().lower().startswith("@string"):
            _add(found, part, line, shown, macros)
    return found


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the entries of a file, each with the number of lines before it.

    They are parsed one by one: an entry that lacks a brace would take the following ones with it, and some
    mistakes bring the parser down.
    """
    starts = [match.start() for match in re.finditer(r"^[ \t]*@", text, re.MULTILINE)]
    for start, end in pairwise([*starts, len(text)]):
        yield text.count("\n", 0, start), text[start:end]


def _add(found: Bibliography, part: str, above: int, shown: str, macros: str) -> None:
    from bibtexparser.entrypoint import parse_string

    above -= macros.count("\n")
    # What the library would log without saying where, the problem says with file and line.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

    def defect(line: int, what: str, hint: str = "mend the entry; the others were read") -> None:
        message = f"{shown}:{above + line + 1}: {what}"
        found.problems.append(_problem(shown, "bad-bibliography-entry", message, hint))

    try:
        library = parse_string(macros + part)
    except Exception:
        defect(macros.count("\n"), "not to be understood as BibTeX")
        return
    for block in library.failed_blocks:
        key = getattr(block, "key", None) or "an entry"
        defect(block.start_line or 0, f"{key}: {(str(block.error).splitlines() or ['not closed'])[0]}")
    for entry in library.entries:
        line = entry.start_line or 0
        if entry.key in found.entries:
            defect(line, f"{entry.key}: the key is used twice", "the first counts; give the second a key of its own")
            continue
        written = {f.key.lower(): str(f.value) for f in entry.fields}
        plain = {k: _people(value) if k in ("author", "editor") else _plain(value) for k, value in written.items()}
        for what, hint in _mistakes(entry.entry_type.lower(), plain, found.entries):
            defect(line, f"{entry.key}: {what}", hint)
        if plain.get("author", "").lower() in NAMELESS:
            del plain["author"], written["author"]
        found.entries[entry.key] = plain
        found.written[entry.key] = _written(entry.key, entry.entry_type.lower(), written)


def _mistakes(kind: str, entry: dict[str, str], others: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what an entry lacks or has wrong, with what to do; it is used all the same."""
    if kind not in _TYPES:
        yield f"no kind of entry is called @{kind}", "write @book, @article, @report, @misc or another of BibLaTeX's"
    if not entry.get("title"):
        yield "no title", "add title = {...}; without one it cannot be listed"
    if not any(entry.get(maker) for maker in _MAKERS):
        yield "no author", "add author, editor or institution; author = {Anonymous} where nobody is named"
    year = entry.get("date") or entry.get("year") or ""
    if not year:
        yield "no year", "add year = {YYYY}; year = {n.d.} where none is known"
    elif year.lower() not in UNDATED and not _YEAR.fullmatch(year):
        yield f"{year!r} is no year", "write year = {2001} or date = {2001-11}; date = {2001~} for “about 2001”"
    if entry.get("url") and not _ADDRESS.fullmatch(entry["url"]):
        yield f"{entry['url']!r} is no address", "write it in full, with https://"
    same = [other for other, known in others.items() if entry.get("title") and _work(known) == _work(entry)]
    if same:
        yield f"the same work as {same[0]}", "keep one of the two and cite that one"


def _work(entry: dict[str, str]) -> tuple[str, ...]:
    """Return what makes a work the one it is: two entries that agree in it describe the same."""
    names = (
        "title",
        "subtitle",
        "author",
        "editor",
        "year",
        "date",
        "volume",
        "number",
        "edition",
        "pages",
        "language",
    )
    return tuple(entry.get(name, "").casefold() for name in names)


def _written(key: str, kind: str, fields: dict[str, str]) -> str:
    """Return an entry as BibTeX. A title stands in braces of its own: it keeps the capitals that it was given."""
    rows = []
    for name, value in fields.items():
        text = re.sub(r"\s+", " ", value).strip()
        if not text or not re.fullmatch(r"[a-z][\w:.+-]*", name) or (name == "year" and text.lower() in UNDATED):
            continue
        if name == "month" and text.lower()[:3] in _MONTHS:
            rows.append(f"  month = {text.lower()[:3]}")
        else:
            rows.append(f"  {name} = {{{f'{{{text}}}' if name in _TITLES else text}}}")
    return f"@{kind}{{{key},\n" + ",\n".join(rows) + "\n}\n"


_TITLES = ("title", "subtitle", "booktitle", "booksubtitle", "shorttitle", "maintitle", "titleaddon")


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
