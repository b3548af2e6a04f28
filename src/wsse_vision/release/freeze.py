"""Releasing: the checks, and a frozen copy that is either whole or not there."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from wsse_vision.config import Config
from wsse_vision.files import half_written, read_json, sha256, write_bytes, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.model import Problem
from wsse_vision.release import archive, content
from wsse_vision.release.building import build
from wsse_vision.release.consent import leaks
from wsse_vision.release.facts import Facts
from wsse_vision.release.manifest import sums
from wsse_vision.release.repository import Commit, head, unclean
from wsse_vision.release.stage import PROBLEMS
from wsse_vision.release.validators import faults
from wsse_vision.versions import (
    CONTENT,
    ENTRY,
    MANIFEST,
    SUMS,
    WITHDRAWN,
    Manifest,
    Release,
    entries,
    ledger_path,
    manifest_path,
    read_manifest,
    released,
    releases,
    withdrawn,
)

_SHOWN = 8
"""Reasons of a sort that are listed."""


class ReleaseError(Exception):
    """A release cannot be made; the message says why, a reason a line."""


def run(project: Project, config: Config, slug: str, notes: str, say: Callable[[str], None]) -> None:
    """Release the publication under its version in ``config.yaml``; raises ``ReleaseError``.

    Everything is built first, so that what is released is what the sources give now.
    """
    if slug not in config.publications:
        raise ReleaseError(f"{slug} is not built here; publications in config.yaml: {', '.join(config.slugs())}")
    version = config.publications[slug].version
    with _alone(project):
        complete_ledger(project)
        if any((entry.slug, entry.version) == (slug, version) for entry in entries(project)):
            raise ReleaseError(f"{slug} {version} was released already; set a new version in config.yaml")
        commit = _committed(project)
        say("building everything")
        build(project.root)
        if _committed(project) != commit:
            raise ReleaseError("another commit was checked out while everything was built; release again")
        manifest = read_manifest(manifest_path(project, slug, version))
        _accepted(project, manifest)
        _whole(project, config, manifest, commit, notes)
        complete_ledger(project)
        say(f"released {slug} {version}, build {manifest.identity}, in outputs/releases/{slug}/{version}/")
        build(project.root)
    print(
        f"Released {slug} {version}. Keep it: git add outputs/releases && git commit -m 'Release {slug} {version}'"
        f" && git tag {slug}-{version}"
    )


@contextmanager
def _alone(project: Project) -> Iterator[None]:
    """Let one release run at a time; the lock goes with the process, however that ends."""
    project.build.mkdir(exist_ok=True)
    with (project.build / "release.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReleaseError("another release is being made in this folder; wait for it") from None
        yield


def _committed(project: Project) -> Commit:
    commit = head(project.root)
    if lines := unclean(project.root):
        more = [f"... and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
        raise ReleaseError("\n".join(["the work tree is not clean; commit or remove first:", *lines[:_SHOWN], *more]))
    return commit


def _accepted(project: Project, manifest: Manifest) -> None:
    """Raise ``ReleaseError`` while a problem is open or a validator finds fault."""
    problems = [Problem(**problem) for problem in read_json(project.outputs / PROBLEMS)]
    if problems:
        lines = [f"{problem.source}: {problem.message}" for problem in problems[:_SHOWN]]
        raise ReleaseError("\n".join([f"problems are open ({len(problems)}, outputs/{PROBLEMS}):", *lines]))
    folder = project.outputs / manifest.slug / manifest.version
    changed = [file.name for file in manifest.files if sha256((folder / file.name).read_bytes()) != file.sha256]
    if changed:
        raise ReleaseError(f"{changed[0]} was changed after it was built; delete it and run snakemake")
    if lines := faults([folder / file.name for file in manifest.files]):
        raise ReleaseError("\n".join(["a validator found fault:", *lines[:_SHOWN]]))


def _whole(project: Project, config: Config, manifest: Manifest, commit: Commit, notes: str) -> None:
    """Make the release in a folder apart and move it to its place in one step."""
    slug, version = manifest.slug, manifest.version
    source = project.outputs / slug / version
    apart = project.build / "freezing"
    shutil.rmtree(apart, ignore_errors=True)
    apart.mkdir(parents=True)
    for name in [MANIFEST, *(file.name for file in manifest.files)]:
        write_bytes(apart / name, (source / name).read_bytes())
    write_json(apart / CONTENT, content.of_build(project, config, slug))
    added = archive.write(apart, project, config, manifest, Facts(commit.id, commit.time, notes.strip()))
    # The build was searched for what interviewees keep back; this came after it, the notes included.
    if found := list(leaks(project, [apart / name for name in (CONTENT, *added)])):
        raise ReleaseError("\n".join(problem.message for problem in found))
    names = [path.relative_to(apart).as_posix() for path in apart.rglob("*") if path.is_file()]
    write_text(apart / SUMS, sums(apart, names))
    last = entries(project)[-1:]
    entry = Release(
        slug, version, manifest.state, manifest.date, manifest.identity,
        sha256((apart / MANIFEST).read_bytes()), sha256((apart / SUMS).read_bytes()),
        commit.id, commit.time, notes.strip(), last[0].hash if last else "",
    )  # fmt: skip
    write_json(apart / ENTRY, asdict(entry))
    for path in apart.rglob("*"):
        _settle(path)
    final = project.outputs / "releases" / slug / version
    if final.exists():
        raise ReleaseError(f"outputs/releases/{slug}/{version} is in the way and no release; remove it")
    final.parent.mkdir(parents=True, exist_ok=True)
    apart.rename(final)
    _settle(final.parent)


def _settle(path: Path) -> None:
    """Wait until a file or folder is on the disk, so that not even a power cut leaves half a release."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def complete_ledger(project: Project) -> None:
    """Write the ledger anew if a release is in its folder and not in it: the run ended between the two steps.

    What a run left behind that ended in the middle of writing it goes.
    """
    for left in half_written(ledger_path(project).parent):
        left.unlink()
    if found := entries(project):
        write_json(ledger_path(project), [asdict(entry) for entry in found])
    for slug, version in withdrawn(project):
        for folder in (project.outputs / "releases" / slug / version, project.outputs / slug / version):
            shutil.rmtree(folder, ignore_errors=True)


def withdraw(project: Project, slug: str, version: str, reason: str) -> None:
    """Take a release back: its files go, its entry in the ledger and the reason stay; raises ``ReleaseError``.

    This is for what must not stay public, above all when an interviewee withdraws their consent.
    """
    if not released(project, slug, version):
        known = ", ".join(f"{entry.slug} {entry.version}" for entry in releases(project)) or "none"
        raise ReleaseError(f"there is no release {slug} {version}; releases: {known}")
    with _alone(project):
        gone = {**withdrawn(project), (slug, version): reason.strip()}
        listed = [{"slug": one, "version": number, "reason": why} for (one, number), why in sorted(gone.items())]
        write_json(project.build / WITHDRAWN, listed)
        if found := list(leaks(project, [project.build / WITHDRAWN])):
            raise ReleaseError("\n".join(problem.message for problem in found))
        write_json(ledger_path(project).with_name(WITHDRAWN), listed)
        complete_ledger(project)
    print(
        f"Withdrew {slug} {version}. Give {slug} a new version if it has this one, build, and commit outputs/releases. "
        "Earlier commits still hold the files: rewrite the history of the repository if they must vanish there too."
    )
