"""A REFI-QDA project (.qdpx) of any program, read: who coded which passage of which source as what."""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wsse_vision.exchange.codes import Code, Foreign, Meanings, foreign_codes
from wsse_vision.exchange.identity import guid, same_guid
from wsse_vision.exchange.markup import Node, parse
from wsse_vision.ingest.archive import open_archive, read_entry
from wsse_vision.model import SourceError

CONTEXT = 32
"""Characters of prefix and suffix, as for elements."""

_LEFT = ("Variables", "Cases", "Links", "Sets", "Graphs")
"""Parts of a project that have no place here."""


@dataclass(slots=True)
class Returned:
    """What a project file holds: texts and their descriptions by source id, decisions in the order of sources and
    passages, and problems.

    A decision is ``{"source", "start", "end", "quote", "prefix", "suffix", "kind", "themes", "by", "note"}``, offsets
    in code points of ``texts[source]``; ``kind`` is null where only themes were given.
    """

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Passage:
    """Everything that one person gave one passage."""

    kinds: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    line: int = 0


def read_project(data: bytes, name: str, codes: Sequence[Code], sources: Iterable[str] = ()) -> Returned:
    """Read a .qdpx file; ``codes`` are the project's own, ``sources`` its source ids (to know renamed ones).

    Raises ``SourceError`` for what is no REFI-QDA project. Whatever cannot be taken over is told in ``problems``, each
    ``name:line: what``, lines being those of project.qde.
    """
    with _opened(data, name) as archive:
        entries = {entry.lower(): entry for entry in archive.namelist()}
        if "project.qde" not in entries:
            raise SourceError("wrong-format", f"{name}: holds no project.qde; export it as a REFI-QDA project")
        root = parse(_entry(archive, entries["project.qde"], name), f"{name}/project.qde", "Project")
        reader = _Reader(archive, entries, root, name, Meanings(codes), {guid("source", s): s for s in sources})
        reader.run()
    return reader.found


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return open_archive(data)
    except SourceError as error:
        raise SourceError(error.code, f"{name}: {error.message}; export the project anew") from None


def _entry(archive: zipfile.ZipFile, entry: str, name: str) -> bytes:
    try:
        return read_entry(archive, entry)
    except SourceError as error:
        raise SourceError(error.code, f"{name}: {error.message}; export the project anew") from None


class _Reader:
    """One reading of one file."""

    def __init__(
        self,
        archive: zipfile.ZipFile,
        entries: dict[str, str],
        root: Node,
        name: str,
        meanings: Meanings,
        known: dict[str, str],
    ) -> None:
        self.found = Returned(name)
        self._archive, self._entries, self._root, self._known = archive, entries, root, known
        book = root.first("CodeBook")
        foreign = foreign_codes(book.first("Codes") if book else None)
        self._codes: dict[str, tuple[Foreign, Code | None]] = {f.guid: (f, meanings.of(f)) for f in foreign}
        self._users = {
            same_guid(user.attributes.get("guid", "")): user.attributes.get("name", "").strip()
            for users in root.all("Users")
            for user in users.all("User")
        }
        self._notes = {
            same_guid(note.attributes.get("guid", "")): note
            for notes in root.all("Notes")
            for note in notes.all("Note")
        }
        self._told: set[str] = set()

    def run(self) -> None:
        """Read every source, then say what was left."""
        for part in _LEFT:
            number = sum(len(place.children) for place in self._root.all(part))
            if number:
                self._tell(self._root.line, f"{number} {part.lower()} were not taken over; only codings of texts are")
        for place in self._root.all("Sources"):
            for source in place.children:
                if source.name == "TextSource":
                    self._source(source)
                else:
                    what = source.attributes.get("name", "")
                    self._tell(source.line, f"{source.name} {what[:60]!r} was not taken over; only texts are")
        for number, note in enumerate(self._notes.values()):
            if number == 0:
                left = len(self._notes)
                self._tell(note.line, f"{left} notes stand by no passage and were not taken over")

    def _tell(self, line: int, what: str) -> None:
        message = f"{self.found.name}/project.qde:{line}: {what}"
        if message not in self._told:
            self._told.add(message)
            self.found.problems.append(message)

    def _source(self, node: Node) -> None:
        name = self._known.get(same_guid(node.attributes.get("guid", "")))
        name = name or node.attributes.get("name", "").strip().removesuffix(".txt")
        if not name or name in self.found.texts:
            self._tell(node.line, f"source {name[:60]!r} has no name of its own and was not taken over; rename it")
            return
        raw = self._text_of(node)
        if raw is None:
            return
        # Another program may have written CRLF; its offsets count the text as it stands in the file.
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        dropped = [i for i in range(len(raw) - 1) if raw[i] == "\r" and raw[i + 1] == "\n"] if "\r" in raw else []
        self.found.texts[name] = text
        self.found.descriptions[name] = node.text_of("Description")
        for coding in node.all("Coding"):
            self._tell(coding.line, f"a code of the whole of {name!r} was not taken over; code passages")
        passages: dict[tuple[int, int, str], _Passage] = {}
        for selection in node.all("PlainTextSelection"):
            self._selection(selection, len(raw), dropped, passages)
        for (start, end, by), passage in sorted(passages.items(), key=lambda item: item[0]):
            self._decide(name, text, start, end, by, passage)

    def _text_of(self, node: Node) -> str | None:
        content = node.first("PlainTextContent")
        if content is not None:
            return content.text
        path = node.attributes.get("plainTextPath", "")
        entry = self._entries.get(f"sources/{path.removeprefix('internal://')}".lower())
        if not path.startswith("internal://") or entry is None:
            name = node.attributes.get("name", "")
            self._tell(node.line, f"the text of {name[:60]!r} is not in the file; export the project with its sources")
            return None
        try:
            return _entry(self._archive, entry, self.found.name).decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            self._tell(node.line, f"{entry} is no UTF-8 text; export the project anew")
            return None

    def _selection(
        self, node: Node, length: int, dropped: list[int], passages: dict[tuple[int, int, str], _Passage]
    ) -> None:
        try:
            start, end = (int(node.attributes.get(key, "")) for key in ("startPosition", "endPosition"))
        except ValueError:
            start = end = -1
        if not 0 <= start < end <= length:
            self._tell(node.line, "a selection without text or outside its text was not taken over")
            return
        start, end = (position - bisect_left(dropped, position) for position in (start, end))
        note = "\n".join(part for part in (node.text_of("Description"), *self._notes_of(node)) if part)
        codings = list(node.all("Coding"))
        if not codings:
            self._tell(
                node.line, "a selection without a code was not taken over" + (f": {note[:60]!r}" if note else "")
            )
        for coding in codings:
            by = self._coder(coding, node)
            passage = passages.setdefault((start, end, by), _Passage(line=coding.line))
            passage.notes += [text for text in (note, *self._notes_of(coding)) if text and text not in passage.notes]
            for reference in coding.all("CodeRef"):
                self._code(reference, passage)

    def _coder(self, coding: Node, selection: Node) -> str:
        for node in (coding, selection):
            user = same_guid(node.attributes.get("creatingUser", ""))
            if self._users.get(user):
                return self._users[user]
        self._tell(coding.line, "a coding names nobody who made it; it counts as made by 'unknown'")
        return "unknown"

    def _notes_of(self, node: Node) -> list[str]:
        found = []
        for reference in node.all("NoteRef"):
            note = self._notes.pop(same_guid(reference.attributes.get("targetGUID", "")), None)
            text = self._text_of(note) if note else None
            if text:
                found.append(text.strip())
        return found

    def _code(self, reference: Node, passage: _Passage) -> None:
        foreign, code = self._codes.get(same_guid(reference.attributes.get("targetGUID", "")), (None, None))
        if foreign is None:
            self._tell(reference.line, "a coding with a code that the file does not define was not taken over")
        elif code is None:
            self._tell(
                foreign.line,
                f"code {foreign.name[:60]!r} is no kind or theme of the codebook; its codings were not taken over; "
                "add it to codebook.yaml or give it the name of a theme",
            )
        else:
            place = passage.kinds if code.group == "kind" else passage.themes
            if code.id not in place:
                place.append(code.id)

    def _decide(self, name: str, text: str, start: int, end: int, by: str, passage: _Passage) -> None:
        if len(passage.kinds) > 1:
            self._tell(
                passage.line,
                f"{name}: {text[start:end][:40]!r} has {len(passage.kinds)} kinds by {by} "
                f"({', '.join(passage.kinds)}) and was not taken over; keep one",
            )
        elif passage.kinds or passage.themes:
            self.found.decisions.append({
                "source": name, "start": start, "end": end, "quote": text[start:end],
                "prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT],
                "kind": passage.kinds[0] if passage.kinds else None, "themes": passage.themes,
                "by": by, "note": "\n".join(passage.notes),
            })  # fmt: skip
