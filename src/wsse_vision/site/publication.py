"""What the site knows of a publication: its versions, built or released, their files, and how each is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wsse_vision.config import FORMATS, SLUGS
from wsse_vision.files import read_json
from wsse_vision.model import Language
from wsse_vision.publish.catalogue import BY_SLUG
from wsse_vision.publish.language import Words
from wsse_vision.release.changes import LISTING
from wsse_vision.site.pages import LANGUAGE_NAMES, Site
from wsse_vision.versions import MANIFEST, Edition, File, Manifest, Release, order, read_manifest, releases

TYPES = {
    "pdf": "application/pdf", "html": "text/html", "epub": "application/epub+zip",
    "bib": "application/x-bibtex", "csl.json": "application/vnd.citationstyles.csl+json",
}  # fmt: skip
"""The media type of each format."""

_EMPTY = 3
"""Bytes of a list of works without any: ``[]`` and a line end, or nothing."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a publication; ``release`` is its entry in the ledger if it was released.

    ``built`` tells the one that the project builds now from one that was built before.
    """

    manifest: Manifest
    release: Release | None
    built: bool

    @property
    def slug(self) -> str:
        """The publication."""
        return self.manifest.slug

    @property
    def number(self) -> str:
        """The version number."""
        return self.manifest.version

    @property
    def name(self) -> str:
        """Its permanent page."""
        return f"{self.slug}/{self.number}/index"

    @property
    def folder(self) -> str:
        """Where its files are, relative to ``outputs/``."""
        return self.release.path if self.release else f"{self.slug}/{self.number}"

    def files(self, language: str, formats: Sequence[str] = FORMATS) -> list[File]:
        """Return the files in some formats that hold anything, those in ``language`` first."""
        codes = sorted(self.manifest.editions, key=lambda code: (code != language, list(LANGUAGE_NAMES).index(code)))
        found = [file for file in self.manifest.files if file.format in formats and file.size > _EMPTY]
        return sorted(found, key=lambda file: (codes.index(file.language), formats.index(file.format)))

    def by_language(self, language: str) -> list[tuple[str, list[File]]]:
        """Return the files to read by language, ``language`` first."""
        files = self.files(language)
        return [(code, [f for f in files if f.language == code]) for code in dict.fromkeys(f.language for f in files)]

    def edition(self, language: str) -> tuple[str, Edition]:
        """Return the edition for readers of ``language`` with its language: theirs, else the first."""
        code = language if language in self.manifest.editions else next(iter(self.manifest.editions))
        return code, self.manifest.editions[code]


@dataclass(frozen=True, slots=True)
class Told:
    """A publication in the words of one language, as a page shows it.

    ``cover`` is the path of its cover below ``outputs/``, ``cover_language`` the language on it.
    """

    version: Version
    title: str
    subtitle: str
    abstract: str
    cover: str
    cover_language: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of two versions: how much changed, and its files in all languages, relative to ``outputs/``."""

    before: str
    after: str
    counts: dict[str, dict[str, int]] = field(hash=False)
    files: tuple[str, ...]

    def read_in(self, language: str) -> list[tuple[str, str, str]]:
        """Return language, format and path of the files for readers of a language, in theirs or the first."""
        named = [(*path.rsplit(".", 2)[1:], path) for path in self.files]
        wanted = language if language in {code for code, *_rest in named} else named[0][0] if named else ""
        return [(code, format, path) for code, format, path in named if code == wanted]


def slugs(site: Site) -> list[str]:
    """Return the publications that are built or were released ever, in their order."""
    known = {release.slug for release in releases(site.project)} | set(site.config.publications)
    return [slug for slug in SLUGS if slug in known]


def versions(site: Site, slug: str) -> list[Version]:
    """Return the versions of a publication that are there, newest first."""
    outputs, current = site.project.outputs, site.config.publications.get(slug)
    made = {release.version: release for release in releases(site.project, slug)}
    folders = {version: outputs / release.path for version, release in made.items()}
    for path in sorted((outputs / slug).glob(f"*/{MANIFEST}")):
        folders.setdefault(path.parent.name, path.parent)
    found = [
        Version(read_manifest(folder / MANIFEST), made.get(version), current is not None and version == current.version)
        for version, folder in folders.items()
    ]
    return sorted(found, key=lambda version: order(version.number), reverse=True)


def latest(found: Sequence[Version]) -> Version:
    """Return the version for readers: the newest that was released, else the one that is built now, else the newest."""
    for wanted in ([v for v in found if v.release], [v for v in found if v.built], found):
        if wanted:
            return wanted[0]
    raise LookupError("a publication without any version")


def comparisons(site: Site, slug: str) -> list[Comparison]:
    """Return the comparisons between versions that were written, newest first."""
    path = site.project.build / LISTING
    listed = read_json(path).get(slug, []) if path.is_file() else []
    found = [Comparison(one["from"], one["to"], one["counts"], tuple(one["files"])) for one in listed]
    return sorted(found, key=lambda one: (order(one.after), order(one.before)), reverse=True)


def told(version: Version, language: Language, words: Words) -> Told:
    """Return a version as readers of a language are told of it: by its edition in their language, else translated."""
    code, edition = version.edition(language)
    said: Any = edition if code == language else BY_SLUG[version.slug].told(words)
    cover = f"{version.slug}/{version.number}/cover.{code}.png"
    return Told(version, said.title, said.subtitle, said.abstract, cover, code)
