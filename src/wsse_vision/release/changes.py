"""Comparisons of versions on the readers' site: each release with the one before, and what is built now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from wsse_vision import fingerprint
from wsse_vision.config import Config
from wsse_vision.files import json_text, read_json, sha256, write_bytes, write_json
from wsse_vision.home import Project
from wsse_vision.publish import html, pdf
from wsse_vision.publish.language import in_language, words_of
from wsse_vision.release import comparison, content
from wsse_vision.release.content import Content
from wsse_vision.release.difference import Difference, between
from wsse_vision.sources.codebook import codebook_of
from wsse_vision.versions import Manifest, Release, manifest_path, order, read_manifest, releases

LISTING = "changes.json"


@dataclass(frozen=True, slots=True)
class Version:
    """A version that can be compared: released, or built now (``release`` is ``None``)."""

    slug: str
    number: str
    release: Release | None


def versions(project: Project, config: Config, slug: str) -> list[Version]:
    """Return the versions of a publication, oldest number first; what is built now only under a number of its own."""
    found = [Version(slug, release.version, release) for release in releases(project, slug)]
    if slug in config.publications:
        now = config.publications[slug].version
        if now not in {version.number for version in found}:
            found.append(Version(slug, now, None))
    return sorted(found, key=lambda version: order(version.number))


def content_of(project: Project, config: Config, version: Version) -> Content:
    """Return what a version says."""
    if version.release:
        return content.of_release(project, version.release)
    return content.of_build(project, config, version.slug)


def manifest_of(project: Project, version: Version) -> Manifest:
    """Return the manifest of a version."""
    if version.release:
        return read_manifest(project.outputs / version.release.path / "manifest.json")
    return read_manifest(manifest_path(project, version.slug, version.number))


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Write ``outputs/<slug>/changes/<before>-<after>.<language>.html`` and ``.pdf``, and list them in ``.build/``.

    A comparison whose two sides are as they were is not written again.
    """
    known = project.build / "changes"
    listed: dict[str, list[dict[str, Any]]] = {}
    wanted: set[str] = set()
    for slug in config.slugs():
        for before, after in pairwise(versions(project, config, slug)):
            kept = _write(project, config, before, after, say)
            wanted.update(kept["files"])
            told = {"from": before.number, "to": after.number, "counts": kept["counts"], "files": kept["files"]}
            listed.setdefault(slug, []).append(told)
        for path in sorted((project.outputs / slug / "changes").glob("*")):
            if path.relative_to(project.outputs).as_posix() not in wanted:
                path.unlink()
    for path in known.glob("*.json"):
        if path.stem not in {f"{s}-{pair['from']}-{pair['to']}" for s, pairs in listed.items() for pair in pairs}:
            path.unlink()
    write_json(project.build / LISTING, listed)


def _write(
    project: Project, config: Config, before: Version, after: Version, say: Callable[[str], None]
) -> dict[str, Any]:
    """Write the files of one comparison unless they are there; return its ``files`` (in ``outputs/``), ``counts``."""
    sides = [content_of(project, config, version) for version in (before, after)]
    key = sha256(json_text([sides, fingerprint.of_stage("release"), fingerprint.of_stage("render")]))
    name = f"{before.slug}-{before.number}-{after.number}"
    kept = project.build / "changes" / f"{name}.json"
    record: dict[str, Any] = read_json(kept) if kept.is_file() else {}
    if record.get("key") != key or not all((project.outputs / file).is_file() for file in record["files"]):
        say(f"compare {before.slug} {before.number} with {after.number}")
        difference = between(*sides)
        files = list(_render(project, config, difference, manifest_of(project, after)))
        record = {"key": key, "files": files, "counts": difference.counts}
        write_json(kept, record)
    return record


def _render(project: Project, config: Config, difference: Difference, manifest: Manifest) -> Iterator[str]:
    folder = f"{difference.slug}/changes"
    codebook = codebook_of(project)
    for language in manifest.editions:
        names: dict[str, str] = {kind.id: in_language(kind.label, language) for kind in codebook.kinds}
        names |= {theme.id: in_language(theme.label, language) for theme in codebook.themes}
        words = words_of(project, language)
        paper = config.paper_of(difference.slug)
        record = comparison.record(difference, manifest, language, names, paper, words)
        for format, writer in (("html", html.write), ("pdf", pdf.write)):
            path = f"{folder}/{difference.before}-{difference.after}.{language}.{format}"
            write_bytes(project.outputs / path, writer(project, record, words))
            yield path


def text(difference: Difference) -> str:
    """Return a difference in a few lines for the terminal."""
    # What was built last may still have the number of a release.
    after = difference.after if difference.after != difference.before else "what was built last"
    if not difference.counts:
        return f"{difference.slug}: nothing changed from {difference.before} to {after}\n"
    rows = [f"{difference.slug}, from {difference.before} to {after}:"]
    for name, counts in difference.counts.items():
        rows += [f"  {name} {what}: {number}" for what, number in counts.items()]
    for what, ones in difference.sources.items():
        rows += [f"  source {source['id']} {what}: {source['title']}" for source in ones]
    return "\n".join(rows) + "\n"


class UnknownVersionError(Exception):
    """A publication or version does not exist; the message names those that do."""


def compare(project: Project, config: Config, slug: str, before: str, after: str | None) -> Difference:
    """Return what changed from version ``before`` to ``after`` (``None``: the last build, whatever its number)."""
    if slug not in config.publications:
        raise UnknownVersionError(f"{slug} is not built here; publications: {', '.join(config.slugs())}")
    known = {version.number: version for version in versions(project, config, slug)}
    for number in (before, after):
        if number is not None and number not in known:
            raise UnknownVersionError(f"{slug} has no version {number}; versions: {', '.join(known)}")
    last = content.of_build(project, config, slug) if after is None else content_of(project, config, known[after])
    return between(content_of(project, config, known[before]), last)


def unreleased(project: Project, config: Config, slugs: Sequence[str]) -> str:
    """Return in plain words what a release of each publication would bring beside the newest that there is."""
    rows = []
    for slug in slugs or config.slugs():
        if slug not in config.publications:
            raise UnknownVersionError(f"{slug} is not built here; publications: {', '.join(config.slugs())}")
        made = sorted(releases(project, slug), key=lambda release: order(release.version))
        if not made:
            rows.append(f"{slug}: never released; a release would be {config.publications[slug].version}\n")
            continue
        difference = between(content.of_release(project, made[-1]), content.of_build(project, config, slug))
        number = config.publications[slug].version
        rows.append(text(difference))
        if difference.counts and number == made[-1].version:
            rows.append(f"  to release it, set a version after {number} for {slug} in config.yaml\n")
    return "".join(rows)
