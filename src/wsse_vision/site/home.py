"""The readers' way in: what this is, the publications, and the ways into the evidence."""

from __future__ import annotations

from typing import Any

from wsse_vision.model import Language
from wsse_vision.publish import webpage
from wsse_vision.publish.edition import STATES
from wsse_vision.site import publication
from wsse_vision.site.pages import Site
from wsse_vision.site.publication import TYPES


def write(site: Site) -> None:
    """Write ``index.html`` in every language."""
    used = [source for source in site.evidence.sources if source.state == "used"]
    shared: dict[str, Any] = {
        "sources": len(used),
        "set_aside": len(site.evidence.sources) - len(used),
        "elements": site.evidence.quotes(limit=0).total,
        "themes": len(site.evidence.themes),
        "states": STATES,
        "types": TYPES,
    }
    # What all others lead to comes first.
    slugs = sorted(publication.slugs(site), key=lambda slug: slug != "synthesis")
    found = {slug: publication.versions(site, slug) for slug in slugs}
    for language in site.languages:
        rows = [
            {
                "told": publication.told(publication.latest(versions), language, site.words(language)),
                "next": next((v for v in versions if v.built and v is not publication.latest(versions)), None),
            }
            for versions in found.values()
            if versions
        ]
        data = webpage.embedded(_collection(site, language, rows))
        site.write("index", language, "site/home.html.j2", rows=rows, linked_data=data, **shared)


def _collection(site: Site, language: Language, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the publications together as schema.org describes a collection."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Collection",
        "name": site.config.title,
        "inLanguage": language,
        "hasPart": [
            {
                "@type": "Report",
                "name": row["told"].title,
                "abstract": row["told"].abstract,
                "version": row["told"].version.number,
                "url": site.config.address + site.file_of(f"{row['told'].version.slug}/index", language),
            }
            for row in rows
        ],
    }
    if site.config.organisation:
        said["publisher"] = {"@type": "Organization", "name": site.config.organisation}
    return said
