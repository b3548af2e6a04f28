"""The covers of publications as small pictures."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from wsse_vision.publish import edition, epub
from wsse_vision.publish.language import Words
from wsse_vision.site import publication
from wsse_vision.site.pages import Site
from wsse_vision.site.publication import Version

WIDTH, HEIGHT = 400, 600
"""Pixels of a cover."""


def write(site: Site) -> None:
    """Write ``<slug>/<version>/cover.<language>.png`` for each language of each version: the cover of its EPUB."""
    for slug in publication.slugs(site):
        for version in publication.versions(site, slug):
            for language in version.manifest.editions:
                site.put(f"{slug}/{version.number}/cover.{language}.png", _drawn(site, version, language))


def _drawn(site: Site, version: Version, language: str) -> bytes:
    meta = meta_of(version, language, site.words(language))
    with tempfile.TemporaryDirectory() as folder:
        # The page of the template is 400 by 600 points: one pixel each.
        return epub.cover(site.project, meta, edition.facts(meta, site.words(language)), Path(folder), ppi=72)


def meta_of(version: Version, language: str, words: Words) -> dict[str, Any]:
    """Return what an edition says of itself (as a composed publication's ``meta``), from its manifest."""
    manifest = version.manifest
    said = manifest.editions[language]
    return {
        "slug": manifest.slug,
        "version": manifest.version,
        "state": manifest.state,
        "date": manifest.date,
        "day": words.date(manifest.date),
        "project": manifest.project,
        "organisation": manifest.organisation,
        "specimens": manifest.specimens,
        "build": manifest.identity,
        "language": language,
        "title": said.title,
        "subtitle": said.subtitle,
        "abstract": said.abstract,
    }
