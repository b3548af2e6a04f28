"""What is known of a release when it is frozen, and what its files for archives and catalogues say alike."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from wsse_vision.config import Config
from wsse_vision.versions import File, Manifest

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wsse-vision.release")

MEDIA = {
    "pdf": "application/pdf",
    "html": "text/html",
    "epub": "application/epub+zip",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "json": "application/json",
    "cff": "application/yaml",
    "png": "image/png",
    "smk": "text/x-python",
}
"""Media types by the ending of a file's name."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a release adds to its manifest.

    ``commit`` holds its inputs and ``committed`` is the time of that commit (ISO 8601); ``files`` are those of its
    folder that the manifest does not list, in the order of their names.
    """

    commit: str = ""
    committed: str = ""
    notes: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its SPDX identifier (empty for another one) and where its text is."""

    spdx: str
    address: str


def licence(config: Config) -> Licence | None:
    """Return the licence of the texts, or ``None`` where none is stated."""
    if not config.license:
        return None
    if config.license.startswith(("http://", "https://")):
        return Licence("", config.license)
    return Licence(config.license, f"https://spdx.org/licenses/{config.license}")


def urn(*parts: str) -> str:
    """Return an identifier that is the same for the same parts, on every machine."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, chr(10).join(parts))}"


def identifier(manifest: Manifest) -> str:
    """Return the identifier of a version of a publication, in all its languages."""
    return urn("version", manifest.project, manifest.slug, manifest.version)


def page(config: Config, manifest: Manifest) -> str:
    """Return the web address of the permanent page of a version, or nothing for a site without an address."""
    return f"{config.address}{manifest.slug}/{manifest.version}/index.html" if config.address else ""


def publisher(manifest: Manifest) -> str:
    """Return who publishes: the organisation, or the project where none is named."""
    return manifest.organisation or manifest.project


def day(manifest: Manifest, facts: Facts) -> str:
    """Return the day of publication, ``YYYY-MM-DD``: that of the commit where the manifest has none."""
    date = manifest.date or ""
    return date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else facts.committed[:10]


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    found = [ending for ending in MEDIA if name.endswith(f".{ending}")]
    return MEDIA[max(found, key=len)] if found else "text/plain"
