"""The pages of publications: one for each, one for each of its versions, and one that is always the newest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wsse_vision.model import Language
from wsse_vision.publish import webpage
from wsse_vision.publish.edition import STATES
from wsse_vision.publish.language import Words
from wsse_vision.release.comparison import in_short
from wsse_vision.site import citing, covers, publication
from wsse_vision.site.pages import Site, up
from wsse_vision.site.publication import TYPES, Comparison, Version
from wsse_vision.versions import MANIFEST, SUMS, withdrawn


def write(site: Site, slug: str) -> None:
    """Write everything about one publication below ``outputs/<slug>/``."""
    found = publication.versions(site, slug)
    if not found:
        return
    newest = publication.latest(found)
    for version in found:
        for code in version.manifest.editions:
            meta = covers.meta_of(version, code, site.words(code))
            text = citing.bibtex(meta, site.public(version.name, _nearest(site, code)))
            site.put(f"{slug}/{version.number}/citation.{code}.bib", text)
    for language in site.languages:
        compared = publication.comparisons(site, slug)
        shared: dict[str, Any] = {"versions": found, "newest": newest, "comparisons": compared}
        shared["withdrawn"] = [(number, why) for (one, number), why in withdrawn(site.project).items() if one == slug]
        shared["changes"] = list(changes(found, compared, language, site.words(language)))
        for version in found:
            about = {**shared, **described(site, version, language, version.name), "permanent": True}
            site.write(version.name, language, "site/version.html.j2", **about)
        about = {**shared, **described(site, newest, language, f"{slug}/index")}
        site.write(f"{slug}/index", language, "site/publication.html.j2", **about)
        about = {**shared, **described(site, newest, language, newest.name), "permanent": False}
        site.write(f"{slug}/latest/index", language, "site/version.html.j2", canonical=newest.name, **about)


def changes(
    found: Sequence[Version], compared: Sequence[Comparison], language: str, words: Words
) -> Iterator[dict[str, Any]]:
    """Yield what changed in each version since the one before, newest first, with the notes of its release.

    Each is a mapping: ``version``, ``before`` (or ``None``), ``day`` (empty unless it was released), ``notes``,
    ``lines``.
    """
    since = {one.after: one for one in compared}
    for version in found:
        one, release = since.get(version.number), version.release
        if one is None and not (release and release.notes):
            continue
        yield {
            "version": version.number,
            "before": one.before if one else None,
            "day": words.date(release.committed[:10]) if release else "",
            "notes": release.notes if release else "",
            "lines": in_short(one.counts, version.edition(language)[0], words) if one else [],
        }


def described(site: Site, version: Version, language: Language, page: str) -> dict[str, Any]:
    """Return what ``page`` says about a version, in a language: texts, files, citations and what machines read."""
    words = site.words(language)
    code, _edition = version.edition(language)
    meta = covers.meta_of(version, code, site.words(code))
    address = site.public(version.name, language)
    return {
        "told": publication.told(version, language, words),
        "version": version,
        "edition_language": code,
        "works": version.files(language, ("bib", "csl.json")),
        "citations": citing.citations({**meta, "day": words.date(meta["date"])}, address, words),
        "bibtex": citing.bibtex(meta, site.public(version.name, _nearest(site, code))),
        "names": webpage.names(meta),
        "properties": [*webpage.properties(meta), *_pictured(site, version, language)],
        "linked_data": webpage.embedded(_report(site, version, language, up(page))),
        "states": STATES,
        "types": TYPES,
        "manifest_name": MANIFEST,
        "sums_name": SUMS,
    }


def _nearest(site: Site, language: str) -> Language:
    """Return the language of the site for an edition: its own, else the first."""
    return next((code for code in site.languages if code == language), site.languages[0])


def _pictured(site: Site, version: Version, language: Language) -> list[tuple[str, str]]:
    """Return where the page and its picture are on the web; without an address they have no place to be named by."""
    if not site.config.address:
        return []
    told = publication.told(version, language, site.words(language))
    return [
        ("og:url", site.public(version.name, language)),
        ("og:image", site.config.address + told.cover),
        ("og:image:width", str(covers.WIDTH)),
        ("og:image:height", str(covers.HEIGHT)),
    ]


def _report(site: Site, version: Version, language: Language, root: str) -> dict[str, Any]:
    """Return a version as schema.org describes one, with its files; ``root`` is the way up from the page."""
    code, _edition = version.edition(language)
    said = webpage.report(covers.meta_of(version, code, site.words(code)))
    said["@context"] = "https://schema.org"
    said["encoding"] = [
        {
            "@type": "MediaObject",
            "contentUrl": f"{site.config.address or root}{version.folder}/{file.name}",
            "encodingFormat": TYPES[file.format],
            "inLanguage": file.language,
            "contentSize": str(file.size),
            "sha256": file.sha256,
        }
        for file in version.files(language)
    ]
    if site.config.address:
        said["url"] = site.public(version.name, language)
    return said
