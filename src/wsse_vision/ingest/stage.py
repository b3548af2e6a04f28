"""The stage ingest: the documents of one batch, each worked on only when something about it changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wsse_vision import fingerprint
from wsse_vision.digests import SOURCE_DIGESTS, Digests, digest_of
from wsse_vision.files import json_text, read_head, read_json, sha256, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.ingest.document import Read, make_document, reading
from wsse_vision.model import Problem, SourceError, as_json, problems_json
from wsse_vision.progress import told
from wsse_vision.sources.bibliography import read_bibliography
from wsse_vision.sources.metadata import Described, describe, merged
from wsse_vision.sources.scan import SourceFile, batch_of, scan


@dataclass(slots=True)
class Batch:
    """The outcome of a batch: its documents, those set aside, and problems. Written to ``.build/ingest-N.json``."""

    documents: list[dict[str, object]] = field(default_factory=list)
    set_aside: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def run(project: Project, batch: int, batches: int, say: Callable[[str], None]) -> None:
    """Bring the documents of ``batch`` (of ``batches``) up to date and write ``.build/ingest-<batch>.json``.

    A document whose key (file, metadata, code) is recorded in its ``document.json`` is left as it is. A source that
    cannot be read leaves no folder behind, so that nothing old is taken for it.
    """
    mine = [source for source in scan(project)[0] if batch_of(source.id, batches) == batch]
    bibliography = read_bibliography(project.sources / "references.bib")
    outcome = Batch()
    digests = Digests(project.build / SOURCE_DIGESTS)
    with reading() as read:
        for source in told(mine, project, f"ingest-{batch}"):
            described = describe(project, source, bibliography)
            try:
                entry, notices = _document(project, described, digests, read, say)
                outcome.documents.append(entry)
                outcome.problems += notices
            except SourceError as error:
                shutil.rmtree(project.extracts / source.id, ignore_errors=True)
                message = f"{source.path}: {error.message}"
                outcome.problems.append(Problem(source.id, "ingest", error.code, message, error.hint))
                outcome.set_aside.append(_set_aside(described, error))
    for problem in outcome.problems:
        say(f"problem: {problem.message}")
    record = {
        "documents": outcome.documents,
        "set_aside": outcome.set_aside,
        "problems": problems_json(outcome.problems),
    }
    write_json(project.build / f"ingest-{batch}.json", record)


def _document(
    project: Project, described: Described, digests: Digests, read: Read, say: Callable[[str], None]
) -> tuple[dict[str, object], list[Problem]]:
    """Bring one document up to date; return its entry in the manifest and what is to be known about it."""
    source = described.source
    content = content_of(project, described, digests.of)
    key = key_of(content)
    folder = project.extracts / source.id
    entry: dict[str, object] = {
        "id": source.id,
        "kind": source.kind,
        "consent": described.consent,
        "key": key,
        "content": content,
    }
    notices_file = project.build / "notices" / f"{source.id}.json"
    if is_current(folder, key):
        return entry, [Problem(**notice) for notice in _notices(notices_file)]
    say(f"ingest {source.path}")
    notices: list[Problem] = []
    document, text = make_document(
        project.root / source.path,
        source_id=source.id,
        kind=source.kind,
        shown_path=source.path,
        key=key,
        withheld=list(described.withheld),
        merge=lambda own: merged(described, own),
        warn=notices.append,
        read=read,
    )
    # document.json goes last: its key vouches for the text beside it.
    (folder / "document.json").unlink(missing_ok=True)
    write_text(folder / "text.txt", text)
    notices = [Problem(n.source, n.stage, n.code, f"{source.path}: {n.message}", n.hint) for n in notices]
    write_json(notices_file, problems_json(notices))
    write_json(folder / "document.json", as_json(document))
    return entry, notices


def _notices(path: Path) -> list[dict[str, Any]]:
    try:
        notices: list[dict[str, Any]] = read_json(path)
    except OSError:
        return []
    return notices


def content_of(project: Project, described: Described, digest: Callable[[Path], str] = digest_of) -> str:
    """Return a hash over what people gave: the file, of which ``digest`` gives a hash, and what is said about it."""
    parts = [
        described.source.path,
        digest(project.root / described.source.path),
        json_text([described.given, described.consent, described.withheld]),
    ]
    return sha256("\n".join(parts))


def key_of(content: str) -> str:
    """Return the key of a document: a hash over what people gave and the code that reads it."""
    return sha256(content + fingerprint.of_stage("ingest"))


def is_current(folder: Path, key: str) -> bool:
    """Tell whether a document of that key is there, with its text as it was written."""
    try:
        document = read_head(folder / "document.json", "text_sha256")
        return bool(document["key"] == key and document["text_sha256"] == digest_of(folder / "text.txt"))
    except (OSError, ValueError, KeyError):
        return False


def _set_aside(described: Described, error: SourceError) -> dict[str, object]:
    source: SourceFile = described.source
    return {
        "id": source.id,
        "kind": source.kind,
        "consent": described.consent,
        "title": described.given.get("title"),
        "path": source.path,
        "code": error.code,
        "message": error.message,
    }
