"""Feeds for programs: releases as Atom, publications as OPDS catalogue, the work plan as calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from xml.etree import ElementTree as ET

from wsse_vision.config import Config
from wsse_vision.files import write_bytes, write_text
from wsse_vision.handwritten import or_default
from wsse_vision.home import Project
from wsse_vision.model import Language
from wsse_vision.publish.edition import STATES, identifier
from wsse_vision.publish.language import Words, words_of
from wsse_vision.release.facts import licence, media_type, publisher, urn
from wsse_vision.site import calendar, shelf
from wsse_vision.site.atom import DC, OPDS, add, feed, link, written
from wsse_vision.site.pages import LANGUAGE_NAMES
from wsse_vision.site.shelf import Volume
from wsse_vision.sources.workplan import Workplan, read_workplan
from wsse_vision.versions import File

_CATALOGUE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
_OPEN = "http://opds-spec.org/acquisition/open-access"
_OFFERED = ("epub", "pdf")
"""The formats that e-readers fetch, the one that suits them best first."""


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Write ``outputs/feed.xml``, ``outputs/opds.xml``, ``outputs/opds/<language>.xml`` and ``outputs/plan.ics``."""
    words = {language: words_of(project, language) for language in config.index_pages()}
    first = words[config.languages[0]]
    released, current = shelf.released(project), shelf.current(project, config)
    write_text(project.outputs / "feed.xml", _releases(config, released, current, first))
    write_text(project.outputs / "opds.xml", _catalogue(project, config, current, words, first))
    for own in words.values():
        write_text(
            project.outputs / "opds" / f"{own.language}.xml", _catalogue(project, config, current, words, own, 1)
        )
    for path in (project.outputs / "opds").glob("*.xml"):
        if path.stem not in words:
            path.unlink()
    plan = or_default(read_workplan, project.sources / "workplan.yaml", Workplan())
    events = calendar.written(config, plan, shelf.newest(config, current), first)
    write_bytes(project.outputs / "plan.ics", events.encode("utf-8"))
    say(f"feeds: {len(released)} releases, {len(current)} publications")


def _releases(config: Config, released: Sequence[Volume], current: Sequence[Volume], _: Words) -> str:
    root = feed(
        urn("feed", config.title),
        f"{_('New versions')} · {config.title}",
        shelf.newest(config, released, current),
        config.organisation or config.title,
        language=_.language,
        base=f"{config.address}feed.xml" if config.address else "",
    )
    link(root, "self", "feed.xml", "application/atom+xml")
    link(root, "alternate", "index.html", "text/html")
    for volume in released:
        _release(root, config, volume, _)
    return written(root)


def _release(root: ET.Element, config: Config, volume: Volume, _: Words) -> None:
    manifest = volume.manifest
    language = _.language if _.language in manifest.editions else next(iter(manifest.editions))
    edition = manifest.editions[language]
    entry = add(root, "entry")
    add(entry, "id", urn("release", manifest.project, manifest.slug, manifest.version))
    add(entry, "title", f"{edition.title}, {_('Version')} {manifest.version} ({_(STATES[manifest.state])})")
    add(entry, "updated", volume.updated)
    notes = volume.release.notes if volume.release else ""
    add(entry, "content", "\n\n".join(part for part in (notes, edition.abstract) if part) or edition.title, type="text")
    link(entry, "alternate", volume.page, "text/html")
    _rights(entry, config)
    for file in manifest.files:
        about = f"{manifest.editions[file.language].title} ({file.format.upper()}, {file.language})"
        link(
            entry, "enclosure", f"{volume.folder}/{file.name}", media_type(file.name),
            length=str(file.size), title=about, hreflang=file.language,
        )  # fmt: skip


def _catalogue(
    project: Project,
    config: Config,
    current: Sequence[Volume],
    words: dict[Language, Words],
    own: Words,
    depth: int = 0,
) -> str:
    """Return a catalogue; at ``depth`` 0 of everything, at 1, in a folder, of the editions in ``own``'s language."""
    here = f"opds/{own.language}.xml" if depth else "opds.xml"
    up = "../" * depth
    pages = {str(language): name for language, name in config.index_pages().items()}
    told = {str(language): one for language, one in words.items()}
    root = feed(
        urn("catalogue", config.title, own.language if depth else ""),
        config.title,
        shelf.newest(config, [volume for volume in current if volume.updated != shelf.EPOCH], current),
        config.organisation or config.title,
        language=own.language,
        base=f"{config.address}{here}" if config.address else "",
    )
    link(root, "self", f"{up}{here}", _CATALOGUE)
    link(root, "start", f"{up}opds.xml", _CATALOGUE)
    if depth:
        link(root, "up", f"{up}opds.xml", _CATALOGUE)
    link(root, "alternate", f"{up}{pages[own.language]}", "text/html")
    if len(words) > 1:
        _facets(root, words, own.language if depth else "", own)
    for volume in current:
        for language in volume.manifest.editions:
            if not depth or language == own.language:
                _edition(root, project, config, volume, language, up, told.get(language, own))
    return written(root)


def _facets(root: ET.Element, languages: Iterable[Language], here: str, _: Words) -> None:
    """Let readers choose a language; ``here`` is the one that they are in, if any."""
    for language in languages:
        path = f"{'../' if here else ''}opds/{language}.xml"
        found = link(root, "http://opds-spec.org/facet", path, _CATALOGUE, title=LANGUAGE_NAMES[language])
        found.set(f"{{{OPDS}}}facetGroup", _("Language"))
        if language == here:
            found.set(f"{{{OPDS}}}activeFacet", "true")


def _edition(
    root: ET.Element, project: Project, config: Config, volume: Volume, language: str, up: str, _: Words
) -> None:
    manifest = volume.manifest
    edition = manifest.editions[language]
    files = [
        file for wanted in _OFFERED for file in manifest.files if (file.format, file.language) == (wanted, language)
    ]
    if not files:
        return
    about = {"project": manifest.project, "slug": manifest.slug, "language": language, "version": manifest.version}
    entry = add(root, "entry")
    # The entry stays the same from version to version, so that readers see that their copy was superseded.
    add(entry, "id", urn("edition", manifest.project, manifest.slug, language))
    add(entry, "title", edition.title)
    add(entry, "updated", volume.updated)
    add(add(entry, "author"), "name", publisher(manifest))
    add(entry, "identifier", identifier(about), DC)
    add(entry, "publisher", publisher(manifest), DC)
    add(entry, "language", language, DC)
    if manifest.date:
        add(entry, "issued", manifest.date, DC)
    state = f"{_('Version')} {manifest.version} ({_(STATES[manifest.state])})"
    summary = (edition.subtitle, state, edition.abstract)
    add(entry, "summary", " · ".join(part for part in summary if part), type="text")
    _rights(entry, config)
    cover = f"{manifest.slug}/{manifest.version}/cover.{language}.png"
    if (project.outputs / cover).is_file():
        link(entry, "http://opds-spec.org/image", f"{up}{cover}", "image/png")
        link(entry, "http://opds-spec.org/image/thumbnail", f"{up}{cover}", "image/png")
    link(entry, "alternate", f"{up}{volume.page}", "text/html")
    for file in files:
        _acquisition(entry, f"{up}{volume.folder}/{file.name}", file)


def _acquisition(entry: ET.Element, href: str, file: File) -> None:
    link(entry, _OPEN, href, media_type(file.name), length=str(file.size), title=file.format.upper())


def _rights(entry: ET.Element, config: Config) -> None:
    found = licence(config)
    if found:
        add(entry, "rights", found.spdx or found.address)
        link(entry, "license", found.address, "text/html")
