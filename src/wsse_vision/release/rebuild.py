"""Verifying: whether releases are as they were made, and whether their inputs still give the same bytes."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

from wsse_vision import fingerprint
from wsse_vision.files import json_text, sha256
from wsse_vision.home import HOME, Project
from wsse_vision.release.building import BuildError, build
from wsse_vision.release.repository import RepositoryError, copy, has
from wsse_vision.versions import (
    ENTRY,
    LEDGER,
    MANIFEST,
    SUMS,
    WITHDRAWN,
    Manifest,
    Release,
    ledger_path,
    listed,
    read_manifest,
    releases,
    withdrawn,
)

_SUM = re.compile(r"([0-9a-f]{64})  (.+)")


class VerifyError(Exception):
    """A release is not what it was; the message says which and how, a fault a line."""


def run(project: Project, names: list[str], say: Callable[[str], None], *, quick: bool = False) -> None:
    """Verify the releases that are named (``slug`` or ``slug-version``; none: all); raises ``VerifyError``.

    Every byte is compared with the checksums and the ledger, then, unless ``quick``, with a rebuild from the commit.
    """
    entries, gone = releases(project), withdrawn(project)
    chosen = [e for e in entries if not names or e.slug in names or f"{e.slug}-{e.version}" in names]
    for slug, version in gone:
        say(f"{slug} {version}: was withdrawn")
    known = {e.slug for e in entries} | {f"{e.slug}-{e.version}" for e in entries}
    faults = [f"{name}: no release is called so" for name in names if name not in known]
    faults += _of_ledger(project, entries)
    for entry in chosen:
        wrong = list(_of_files(project, entry))
        say(f"{entry.slug} {entry.version}: " + ("; ".join(wrong) or "every byte is as it was released"))
        if not wrong and not quick:
            wrong = list(_of_rebuild(project, entry))
            say(f"{entry.slug} {entry.version}: " + ("; ".join(wrong) or "a rebuild gives the same bytes"))
        faults += [f"{entry.slug} {entry.version}: {fault}" for fault in wrong]
    if faults:
        raise VerifyError("\n".join(faults))
    print(f"Verified {len(chosen)} release{'' if len(chosen) == 1 else 's'}.")


def _of_ledger(project: Project, entries: list[Release]) -> Iterator[str]:
    """Yield where the chain of the ledger is broken, and what lies among the releases and is none."""
    path = ledger_path(project)
    written = listed(project)
    for before, after in pairwise([None, *written]):
        if after is not None and after.previous != (before.hash if before else ""):
            yield f"{LEDGER}: the entry before {after.slug} {after.version} was changed or taken out"
    if path.is_file() and path.read_text(encoding="utf-8") != json_text([asdict(entry) for entry in written]):
        yield f"{LEDGER}: was changed by hand"
    for entry in entries:
        if entry not in written:
            yield f"{entry.path}: is not in {LEDGER}; the next `wsse-vision release` adds it"
    folders = [project.outputs / entry.path for entry in entries]
    for other in sorted(file for file in path.parent.rglob("*") if file.is_file()):
        if other.name not in (LEDGER, WITHDRAWN) and not any(other.is_relative_to(folder) for folder in folders):
            yield f"{other.relative_to(project.outputs).as_posix()} belongs to no release"


def _of_files(project: Project, entry: Release) -> Iterator[str]:
    """Yield what is not as it was released."""
    folder = project.outputs / entry.path
    if not folder.is_dir():
        yield f"{entry.path} is not there"
        return
    for name, expected in ((SUMS, entry.sums), (MANIFEST, entry.manifest)):
        if not (folder / name).is_file() or sha256((folder / name).read_bytes()) != expected:
            yield f"{name} is not the one that the ledger records"
            return
    matches = (_SUM.fullmatch(line) for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
    expected_sums = {match[2]: match[1] for match in matches if match}
    for name, expected in expected_sums.items():
        path = folder / name
        found = sha256(path.read_bytes()) if path.is_file() else None
        if found != expected:
            yield f"{name} was changed after its release" if found else f"{name} is missing"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in {*expected_sums, SUMS, ENTRY}:
            yield f"{name} was added after its release"
    if not (folder / ENTRY).is_file():
        yield f"{ENTRY} is missing"
    elif (folder / ENTRY).read_bytes() != json_text(asdict(entry)).encode():
        yield f"{ENTRY} is not what the ledger records"


def _of_rebuild(project: Project, entry: Release) -> Iterator[str]:
    """Yield in which files a rebuild from the recorded commit differs."""
    if not has(project.root, entry.commit):
        yield f"the commit {entry.commit[:10]} is not in this repository, so it cannot be rebuilt here"
        return
    released = project.outputs / entry.path
    manifest = read_manifest(released / MANIFEST)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        folder.mkdir()
        try:
            copy(project.root, entry.commit, folder)
            targets = [f"outputs/{entry.slug}/{entry.version}/{file.name}" for file in manifest.files]
            build(folder, targets, program=_program(folder))
        except (BuildError, RepositoryError) as error:
            yield f"cannot be rebuilt: {error}"
            return
        differing = [
            file.name
            for file, target in zip(manifest.files, targets, strict=True)
            if (folder / target).read_bytes() != (released / file.name).read_bytes()
        ]
    if differing:
        yield f"a rebuild differs in {', '.join(differing)}{_tools(manifest)}"


def _program(folder: Path) -> Path:
    """Return the program to rebuild with: the one of that commit where the project brings it, else this one."""
    own = (folder / "Snakefile").is_file() and (folder / "src" / "wsse_vision").is_dir()
    return folder if own else HOME


def _tools(manifest: Manifest) -> str:
    now = fingerprint.tools()
    others = [
        f"{name} {now.get(name)} instead of {old}" for name, old in manifest.tools.items() if now.get(name) != old
    ]
    return f" (made with other tools: {', '.join(others)})" if others else ""
