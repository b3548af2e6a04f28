"""How a release is cited and catalogued: ``CITATION.cff`` (CFF 1.2.0) and ``datacite.json`` (DataCite 4.6)."""

from __future__ import annotations

from typing import Any

import yaml

from wsse_vision.config import Config
from wsse_vision.files import json_text
from wsse_vision.release.facts import Facts, day, identifier, licence, media_type, page, publisher
from wsse_vision.versions import Manifest

CITATION = "CITATION.cff"
DATACITE = "datacite.json"


def cff(config: Config, manifest: Manifest, facts: Facts) -> dict[str, Any]:
    """Return how a release is cited; the format knows software and data only, so the report is what it prefers."""
    first = next(iter(manifest.editions.values()))
    released = day(manifest, facts)
    rights = licence(config)
    authors = [{"name": publisher(manifest)}]
    url = page(config, manifest)
    found = {
        "cff-version": "1.2.0",
        "message": "Please cite this version as below.",
        "type": "dataset",
        "title": first.title,
        "abstract": first.abstract,
        "authors": authors,
        "version": manifest.version,
        "date-released": released,
        "commit": facts.commit,
        "identifiers": [_identifier(manifest)],
        "license": rights.spdx if rights else "",
        "license-url": rights.address if rights and not rights.spdx else "",
        "url": url,
        "preferred-citation": {
            "type": "report",
            "title": f"{first.title}: {first.subtitle}" if first.subtitle else first.title,
            "authors": authors,
            "institution": {"name": publisher(manifest)},
            "year": int(released[:4]),
            "month": int(released[5:7]),
            "date-released": released,
            "version": manifest.version,
            "languages": list(manifest.editions),
            "identifiers": [_identifier(manifest)],
            **({"url": url} if url else {}),
        },
    }
    return {name: value for name, value in found.items() if value}


def cff_text(config: Config, manifest: Manifest, facts: Facts) -> str:
    """Return ``CITATION.cff``."""
    return _Plain.text(cff(config, manifest, facts))


def datacite(config: Config, manifest: Manifest, facts: Facts) -> dict[str, Any]:
    """Return the metadata with which a release is registered for a DOI."""
    released = day(manifest, facts)
    rights = licence(config)
    url = page(config, manifest)
    titles: list[dict[str, str]] = []
    descriptions: list[dict[str, str]] = []
    for language, edition in manifest.editions.items():
        titles.append({"title": edition.title, "lang": language})
        if edition.subtitle:
            titles.append({"title": edition.subtitle, "titleType": "Subtitle", "lang": language})
        if edition.abstract:
            descriptions.append({"description": edition.abstract, "descriptionType": "Abstract", "lang": language})
    found = {
        "types": {"resourceType": "Report", "resourceTypeGeneral": "Report"},
        "creators": [{"name": publisher(manifest), "nameType": "Organizational"}],
        "titles": titles,
        "publisher": {"name": publisher(manifest)},
        "publicationYear": released[:4],
        "dates": [{"date": released, "dateType": "Issued"}],
        "language": next(iter(manifest.editions)),
        "alternateIdentifiers": [
            {"alternateIdentifier": identifier(manifest), "alternateIdentifierType": "URN"},
            {"alternateIdentifier": manifest.identity, "alternateIdentifierType": "Build"},
        ],
        "sizes": [f"{len(manifest.files)} files", f"{sum(file.size for file in manifest.files)} bytes"],
        "formats": list(dict.fromkeys(media_type(file.name) for file in manifest.files)),
        "version": manifest.version,
        "rightsList": [_rights(rights.spdx, rights.address)] if rights else [],
        "descriptions": descriptions,
        "url": url,
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return {name: value for name, value in found.items() if value}


def datacite_text(config: Config, manifest: Manifest, facts: Facts) -> str:
    """Return ``datacite.json``."""
    return json_text(datacite(config, manifest, facts))


def _identifier(manifest: Manifest) -> dict[str, str]:
    description = "The version in all its languages"
    return {"type": "other", "value": identifier(manifest), "description": description}


def _rights(spdx: str, address: str) -> dict[str, str]:
    if not spdx:
        return {"rights": address, "rightsUri": address}
    return {
        "rights": spdx,
        "rightsUri": address,
        "rightsIdentifier": spdx,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }


class _Plain(yaml.SafeDumper):
    """Writes YAML in the order of its keys, a record that stands twice in full: not all readers follow anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    @classmethod
    def text(cls, data: dict[str, Any]) -> str:
        return str(yaml.dump(data, Dumper=cls, allow_unicode=True, sort_keys=False, width=110))
