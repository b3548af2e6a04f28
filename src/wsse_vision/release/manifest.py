"""Manifests: beside the files of each publication, what they are and their checksums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from wsse_vision.config import Config
from wsse_vision.digests import Digests
from wsse_vision.files import read_json, sha256, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.publish import works
from wsse_vision.versions import MANIFEST, SUMS, File, Manifest, manifest_of, released


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Write ``manifest.json`` and ``SHA256SUMS`` into ``outputs/<slug>/<version>/`` of every publication.

    A version that was released has the manifest of its release: its files say so, whatever would be built now.
    """
    composed = read_json(project.build / "composed.json")
    for slug in config.slugs():
        version = config.publications[slug].version
        folder = project.outputs / slug / version
        if release := released(project, slug, version):
            manifest = manifest_of(project, release)
        else:
            files = [asdict(file) for file in _files(project, config, slug)]
            manifest = Manifest.from_json({**composed[slug], "files": files})
        if write_json(folder / MANIFEST, asdict(manifest)):
            say(f"manifest of {slug} {manifest.version}, build {manifest.identity}")
        write_text(folder / SUMS, sums(folder, [MANIFEST, *(file.name for file in manifest.files)]))


def _files(project: Project, config: Config, slug: str) -> Iterable[File]:
    version = config.publications[slug].version
    folder = project.outputs / slug / version
    for language in config.languages_of(slug):
        for ending in (*config.formats_of(slug), *works.ENDINGS):
            name = f"{slug}-{version}.{language}.{ending}"
            content = (folder / name).read_bytes()
            yield File(name, ending, language, len(content), sha256(content))


def sums(folder: Path, names: Iterable[str]) -> str:
    """Return checksums of files in ``folder`` as ``sha256sum -c`` reads them, by name."""
    return "".join(f"{sha256((folder / name).read_bytes())}  {name}\n" for name in sorted(names))


def write_sums(project: Project, digests: Digests) -> None:
    """Write ``outputs/SHA256SUMS`` over every file of ``outputs/`` but itself, releases included."""
    own = project.outputs / SUMS
    files = (path for path in project.outputs.rglob("*") if path.is_file() and path != own)
    rows = sorted((path.relative_to(project.outputs).as_posix(), digests.of(path)) for path in files)
    write_text(own, "".join(f"{digest}  {name}\n" for name, digest in rows))
