"""Versions: what a build says of itself beside its files, and the ledger of those that were released.

A build lies in ``outputs/<slug>/<version>/``; its ``manifest.json`` names its files, its identity and what went into
it. A release is a copy of such a folder in ``outputs/releases/<slug>/<version>/`` that is never written again. The
ledger, ``outputs/releases/ledger.json``, has one entry for each, in the order in which they were released.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from wsse_vision.files import json_text, read_json, sha256
from wsse_vision.home import Project

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
LEDGER = "ledger.json"
CONTENT = "content.json"
ENTRY = "release.json"
WITHDRAWN = "withdrawn.json"


class LedgerError(Exception):
    """What the releases say of themselves cannot be read; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a build: its name in the folder, its format (``pdf``, ``csl.json`` ...), size in bytes, hash."""

    name: str
    format: str
    language: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A build in one language; ``content`` is a hash over all that a reader finds in it but its identity."""

    title: str
    subtitle: str
    abstract: str
    content: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build says of itself.

    ``identity`` is what its colophon says (16 hexadecimal characters). ``editions`` are by language, the publication's
    first language first. ``looks`` is a hash over the templates of its formats. ``inputs`` are the sources, files and
    settings that went into it, by name with a hash or value; ``tools`` the versions of the program and its tools.
    """

    slug: str
    version: str
    state: str
    date: str | None
    project: str
    organisation: str
    identity: str
    specimens: int
    looks: str
    editions: dict[str, Edition]
    files: list[File]
    tools: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Manifest:
        """Build a manifest from the content of a ``manifest.json``."""
        editions = {language: Edition(**edition) for language, edition in data["editions"].items()}
        return cls(**{**data, "editions": editions, "files": [File(**file) for file in data["files"]]})


@dataclass(frozen=True, slots=True)
class Release:
    """An entry of the ledger.

    ``manifest`` is the SHA-256 of the release's ``manifest.json``, ``sums`` that of its ``SHA256SUMS``; ``commit`` the
    Git commit that holds its inputs and ``committed`` its time (UTC, ISO 8601); ``previous`` the hash of the entry
    before it, so that no entry can be changed or taken out unseen.
    """

    slug: str
    version: str
    state: str
    date: str | None
    identity: str
    manifest: str
    sums: str
    commit: str
    committed: str
    notes: str
    previous: str

    @property
    def path(self) -> str:
        """The folder of the release, relative to ``outputs/``."""
        return f"releases/{self.slug}/{self.version}"

    @property
    def hash(self) -> str:
        """Hash of the entry (SHA-256, hexadecimal)."""
        return sha256(json_text(asdict(self)))


def manifest_path(project: Project, slug: str, version: str) -> Path:
    """Return where the manifest of a build is."""
    return project.outputs / slug / version / MANIFEST


def read_manifest(path: Path) -> Manifest:
    """Return the manifest at ``path``; raises ``OSError``, or ``ValueError`` for one that is damaged."""
    try:
        return Manifest.from_json(read_json(path))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path}: not a manifest ({error})") from None


def manifest_of(project: Project, release: Release) -> Manifest:
    """Return the manifest of a release; raises ``LedgerError`` where it is missing or damaged."""
    path = project.outputs / release.path / MANIFEST
    try:
        return read_manifest(path)
    except (FileNotFoundError, ValueError):
        raise _damaged(path) from None


def ledger_path(project: Project) -> Path:
    """Return where the ledger is, whether it is there or not."""
    return project.outputs / "releases" / LEDGER


def entries(project: Project) -> list[Release]:
    """Return every entry of the ledger in its order, those withdrawn included.

    A release is there when its folder is. Should the ledger lack one (the run ended between the two), it comes last.
    """
    path = ledger_path(project)
    found = listed(project)
    known = {(entry.slug, entry.version) for entry in found}
    for own in sorted(path.parent.glob(f"*/*/{ENTRY}")):
        if (own.parent.parent.name, own.parent.name) not in known:
            found.append(read_entry(own))
    return found


def listed(project: Project) -> list[Release]:
    """Return the entries that are written in the ledger; raises ``LedgerError``."""
    path = ledger_path(project)
    return [_release(path, entry) for entry in _records(path)]


def read_entry(path: Path) -> Release:
    """Return the entry that lies beside the files of a release; raises ``LedgerError``."""
    return _release(path, _json(path))


def _release(path: Path, entry: Any) -> Release:
    try:
        return Release(**entry)
    except TypeError:
        raise _damaged(path) from None


def _records(path: Path) -> list[Any]:
    found = _json(path) if path.is_file() else []
    if not isinstance(found, list):
        raise _damaged(path)
    return found


def _json(path: Path) -> Any:
    try:
        return read_json(path)
    except ValueError:
        raise _damaged(path) from None


def _damaged(path: Path) -> LedgerError:
    shown = path.as_posix()
    shown = shown[shown.rfind("outputs/releases/") :]
    what = "is damaged" if path.is_file() else "is not there"
    return LedgerError(f"{shown} {what}; bring back the one that was committed: git checkout HEAD -- {shown}")


def withdrawn(project: Project) -> dict[tuple[str, str], str]:
    """Return the releases that were taken back, by slug and version, and why."""
    path = ledger_path(project).with_name(WITHDRAWN)
    try:
        return {(one["slug"], one["version"]): one["reason"] for one in _records(path)}
    except (KeyError, TypeError):
        raise _damaged(path) from None


def releases(project: Project, slug: str | None = None) -> list[Release]:
    """Return the releases in the order in which they were made, of one publication or of all."""
    gone = withdrawn(project)
    return [e for e in entries(project) if slug in (None, e.slug) and (e.slug, e.version) not in gone]


def released(project: Project, slug: str, version: str) -> Release | None:
    """Return the release of a publication with that number, or ``None``."""
    return next((entry for entry in releases(project, slug) if entry.version == version), None)


def order(version: str) -> tuple[int, ...]:
    """Return a version number as one that sorts: 0.10 comes after 0.9, and 1.0 is 1.0.0."""
    numbers = [int(part) for part in version.split(".")]
    return tuple(numbers + [0] * (3 - len(numbers)))
