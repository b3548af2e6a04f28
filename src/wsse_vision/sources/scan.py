"""Finding the documents of a project: a walk through the folders of ``sources/``."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

from wsse_vision.home import SOURCE_FOLDERS, Project
from wsse_vision.model import Problem, SourceKind
from wsse_vision.sources import polis

ABOUT_THE_FOLDER = frozenset({"README", "LICENSE", "NOTICE", "SOURCES"})
"""File names (without ending, in capitals) that speak about their folder and are no sources."""

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_SIDECAR = (".yaml", ".yml")
_PREFERENCE = (
    ".md",
    ".docx",
    ".odt",
    ".html",
    ".epub",
    ".rtf",
    ".tex",
    ".pptx",
    ".xlsx",
    ".txt",
    ".pdf",
    ".doc",
)
"""Which of several files with one id is used: the one that keeps most of its structure."""

_OTHER_ENTRIES = frozenset({"narrative", "reviews", "evaluations"})


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A document found in ``sources/``; paths are relative to the project folder, with ``/``."""

    id: str
    kind: SourceKind
    path: str
    sidecar: str | None = None


def scan(project: Project) -> tuple[list[SourceFile], list[Problem]]:
    """Return the sources of a project, sorted by id, and what is wrong with the folder.

    Only names are read, no contents. Of several files with one id the one in the richest format is
    used and the others are reported; a sidecar without a document is reported.
    """
    found: dict[str, list[SourceFile]] = {}
    problems = list(_misplaced(project))
    for folder, kind in SOURCE_FOLDERS.items():
        documents, sidecars, more = _files(project, project.sources / folder)
        problems += more
        described = {file.key for file in documents}
        for file in documents:
            identifier = _identifier(file.stem)
            sidecar = sidecars.get(file.key)  # files of one name share it; which of them is used is decided below
            described_by = None if sidecar is None else sidecar.path
            record = SourceFile(identifier, cast(SourceKind, kind), file.path, described_by)
            found.setdefault(identifier.casefold(), []).append(record)
        problems += [_lonely(sidecar) for key, sidecar in sorted(sidecars.items()) if key not in described]
    for path in polis.exports(project.sources):
        record = _export(project, path)
        found.setdefault(record.id.casefold(), []).append(record)
    chosen: list[SourceFile] = []
    for candidates in found.values():
        ordered = sorted(candidates, key=_preference)
        chosen.append(ordered[0])
        if len(ordered) > 1:
            problems.append(_same_id(ordered))
    return sorted(chosen), problems


def source_id(path: Path) -> str:
    """Return the id of a document: its file name without ending, in plain letters, digits, ``.``, ``_`` and ``-``."""
    return _identifier(path.stem)


def _identifier(stem: str) -> str:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    slug = _NOT_PLAIN.sub("-", plain).strip("-.")
    return slug or "source-" + hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def export_id(path: Path) -> str:
    """Return the id of a Polis export: the name of its folder, in plain letters as that of other sources."""
    return source_id(Path(f"{path.parent.name}.csv"))


def batch_of(identifier: str, batches: int) -> int:
    """Return the batch (0-based) of a source: it depends on the id alone, not on what else there is."""
    return int(hashlib.sha256(identifier.encode()).hexdigest()[:8], 16) % batches


def _export(project: Project, path: Path) -> SourceFile:
    """Return a Polis export as a source; what ``<folder>.yaml`` beside its folder says is about it."""
    sidecars = (path.parent.parent / f"{path.parent.name}{ending}" for ending in _SIDECAR)
    sidecar = next((s for s in sidecars if s.is_file()), None)
    return SourceFile(
        export_id(path), "forum", _relative(project, path), None if sidecar is None else _relative(project, sidecar)
    )


def _relative(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()


class _File(NamedTuple):
    """A file below ``sources/``: its path and its folder in the project, and its name in two."""

    path: str
    folder: str
    stem: str
    ending: str

    @property
    def key(self) -> tuple[str, str]:
        """What a document and its sidecar have in common."""
        return self.folder, self.stem


def _files(project: Project, folder: Path) -> tuple[list[_File], dict[tuple[str, str], _File], list[Problem]]:
    """Return the documents below ``folder``, its sidecars by (folder, stem), and problems."""
    documents: list[_File] = []
    sidecars: dict[tuple[str, str], _File] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        return documents, sidecars, problems
    home = folder.resolve()
    for entry, file in _walk(folder, _relative(project, folder)):
        if entry.is_symlink() and (entry.is_dir() or not Path(entry.path).resolve().is_relative_to(home)):
            problems.append(
                Problem(
                    file.path,
                    "sources",
                    "outside",
                    "a link to a folder, or out of its own; it was set aside",
                    "copy the document into the folder instead of linking to it",
                )
            )
        elif file.ending in _SIDECAR and file.key in sidecars:
            problems.append(_second_sidecar(file.path, sidecars[file.key].path))
        elif file.ending in _SIDECAR:
            sidecars[file.key] = file
        elif file.stem.upper() not in ABOUT_THE_FOLDER:
            documents.append(file)
    return documents, sidecars, problems


def _walk(folder: str | Path, shown: str) -> Iterator[tuple[os.DirEntry[str], _File]]:
    """Yield the files below a folder, which is ``shown`` in the project; names are cut as text, for they are many."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        name = entry.name
        if name.startswith((".", "~$")):
            continue  # hidden files, and the lock files that word processors leave
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{shown}/{name}")
        else:
            stem, dot, ending = name.rpartition(".")
            stem, ending = (stem, dot + ending.lower()) if stem and ending else (name, "")
            yield entry, _File(f"{shown}/{name}", shown, stem, ending)


def _preference(source: SourceFile) -> tuple[int, str]:
    ending = Path(source.path).suffix.lower()
    return (_PREFERENCE.index(ending) if ending in _PREFERENCE else len(_PREFERENCE), source.path)


def _same_id(ordered: list[SourceFile]) -> Problem:
    used, *others = (source.path for source in ordered)
    return Problem(
        ordered[0].id,
        "sources",
        "duplicate-id",
        f"several files have the id {ordered[0].id!r}: {used} is used, set aside: {', '.join(others)}",
        "rename or remove the files that are not wanted; an id is the file name without its ending",
    )


def _second_sidecar(shown: str, first: str) -> Problem:
    return Problem(
        shown,
        "sources",
        "duplicate-sidecar",
        f"{shown}: there is {first} already; only that is used",
        "keep one of the two",
    )


def _lonely(sidecar: _File) -> Problem:
    return Problem(
        sidecar.path,
        "sources",
        "sidecar-without-source",
        f"{sidecar.path} describes no document: no other file in its folder is called {sidecar.stem!r}",
        "give the document and its sidecar the same name, or remove the sidecar",
    )


def _misplaced(project: Project) -> Iterator[Problem]:
    """Yield a problem for each entry of ``sources/`` that no stage would ever look at."""
    known = {*SOURCE_FOLDERS, *_OTHER_ENTRIES}
    if not project.sources.is_dir():
        yield Problem(
            "sources",
            "sources",
            "no-sources",
            "the project folder has no folder sources/",
            "create it with `wsse-vision init FOLDER`, or add sources/notebooks/ with a document in it",
        )
        return
    exports = polis.exports(project.sources)
    for folder in polis.folders(project.sources):
        if folder / polis.FILE not in exports:
            yield Problem(
                _relative(project, folder),
                "sources",
                "misplaced",
                f"{_relative(project, folder)} holds no {polis.FILE} of its own; it was left alone",
                f"put the {polis.FILE} of a Polis export into it; other votes go into {polis.FOLDER}/<name>.csv",
            )
    for path in sorted(project.sources.iterdir()):
        if path.name.startswith(".") or path.name in known or path.stem.upper() in ABOUT_THE_FOLDER:
            continue
        if path.is_dir():
            what, todo = "is no folder that is read", f"folders are: {', '.join(sorted(known))}"
        elif path.suffix.lower() in (".yaml", ".yml", ".bib"):
            if path.name in (
                "codebook.yaml",
                "workplan.yaml",
                "indicators.yaml",
                "questionnaire.yaml",
                "references.bib",
            ):
                continue
            what = "is no file that is read"
            todo = "files are: codebook.yaml, workplan.yaml, indicators.yaml, questionnaire.yaml, references.bib"
        else:
            what, todo = (
                "lies outside the folders of sources",
                f"move it into one of {', '.join(SOURCE_FOLDERS)}",
            )
        yield Problem(
            _relative(project, path),
            "sources",
            "misplaced",
            f"{_relative(project, path)} {what}; it was left alone",
            todo,
        )
