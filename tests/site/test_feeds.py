"""Feeds for programs: they pass their schemas, a feed library reads them, and nothing depends on the clock."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from made import Folder
from released import enter, release
from wsse_vision.config import Config
from wsse_vision.files import write_json
from wsse_vision.site import feeds, shelf
from wsse_vision.versions import Manifest

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
SPACE = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/terms/"}
SETTINGS = {"languages": ["en", "fr"], "publications": {"synthesis": {"version": "0.3"}}, "date": "2026-02-01"}
OPEN = "http://opds-spec.org/acquisition/open-access"


def built(folder: Folder, **settings: object) -> Path:
    """Write the feeds of a project; return its outputs."""
    feeds.run(folder.project, Config.model_validate({**SETTINGS, **settings}), lambda line: None)
    return folder.project.outputs


def current(folder: Folder, manifest: Manifest, version: str = "0.3") -> None:
    """Put the manifest of a build beside a release."""
    files = [replace(file, name=file.name.replace("0.2", version)) for file in manifest.files]
    path = folder.project.outputs / "synthesis" / version / "manifest.json"
    write_json(path, asdict(replace(manifest, version=version, files=files)))


def valid(path: Path) -> etree._ElementTree:
    """Return a feed that passed the schema and the library."""
    document = etree.parse(path)
    assert SCHEMA.validate(document), SCHEMA.error_log
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert len(parsed.entries) == len(document.findall("a:entry", SPACE))
    return document


def links(entry: etree._Element, rel: str) -> list[str]:
    return [str(link.get("href")) for link in entry.findall("a:link", SPACE) if link.get("rel") == rel]


def text(entry: etree._Element, name: str) -> str:
    return str(entry.findtext(name, namespaces=SPACE))


def test_without_a_release_the_feed_is_valid_and_empty(folder: Folder) -> None:
    manifest, _place = release(folder)
    current(folder, manifest)
    feed = valid(built(folder) / "feed.xml").getroot()
    assert feed.findall("a:entry", SPACE) == []
    assert text(feed, "a:updated") == "2026-02-01T00:00:00Z"
    feed = valid(built(folder, date=None) / "feed.xml").getroot()
    assert text(feed, "a:updated") == "2026-03-01T00:00:00Z", "the date of what was built"


def test_a_release_is_told_with_its_notes_page_and_files(folder: Folder) -> None:
    manifest, _place = release(folder)
    enter(folder, manifest, notes="Read <this> & “that”.\x0c")
    feed = valid(built(folder) / "feed.xml").getroot()
    [entry] = feed.findall("a:entry", SPACE)
    assert text(entry, "a:title") == "A vision, Version 0.2 (Final version)"
    assert text(entry, "a:updated") == text(feed, "a:updated") == "2026-03-02T09:20:30Z", "in UTC"
    assert text(entry, "a:content").startswith("Read <this> & “that”.")
    assert links(entry, "alternate") == ["synthesis/0.2/index.html"]
    files = links(entry, "enclosure")
    assert len(files) == len(manifest.files)
    assert all((folder.project.outputs / path).is_file() for path in files)


def test_the_catalogue_has_the_newest_release_in_each_language(folder: Folder) -> None:
    manifest, _place = release(folder)
    enter(folder, manifest)
    current(folder, manifest)
    outputs = built(folder)
    entries = valid(outputs / "opds.xml").findall("a:entry", SPACE)
    assert [text(entry, "dc:language") for entry in entries] == ["en", "fr"]
    for entry in entries:
        found = links(entry, OPEN)
        assert [Path(path).suffix for path in found] == [".epub", ".pdf"]
        assert all((outputs / path).is_file() for path in found)
        assert text(entry, "dc:issued") == "2026-03-01"
    assert "What we hold: in common" in text(entries[0], "a:summary")
    assert text(entries[1], "a:summary") == "Version 0.2 (Version définitive) · Quinze pages."


def test_what_was_never_released_is_offered_as_it_was_built(folder: Folder) -> None:
    manifest, _place = release(folder)
    current(folder, manifest)
    [first, _second] = valid(built(folder) / "opds.xml").findall("a:entry", SPACE)
    assert links(first, OPEN)[0] == "synthesis/0.3/synthesis-0.3.en.epub"


def test_each_language_has_a_catalogue_that_leads_to_the_others(folder: Folder) -> None:
    manifest, _place = release(folder)
    enter(folder, manifest)
    french = valid(built(folder) / "opds" / "fr.xml").getroot()
    [entry] = french.findall("a:entry", SPACE)
    assert text(entry, "a:title") == "Une vision"
    assert links(entry, OPEN)[0] == "../releases/synthesis/0.2/synthesis-0.2.fr.epub"
    assert links(french, "http://opds-spec.org/facet") == ["../opds/en.xml", "../opds/fr.xml"]
    assert links(french, "up") == ["../opds.xml"]


def test_the_catalogue_of_a_language_that_is_given_up_goes(folder: Folder) -> None:
    manifest, _place = release(folder)
    enter(folder, manifest)
    built(folder)
    assert not (built(folder, languages=["en"]) / "opds" / "fr.xml").exists()


def test_a_cover_is_shown_where_there_is_one(folder: Folder) -> None:
    manifest, _place = release(folder)
    enter(folder, manifest)
    folder.write("outputs/synthesis/0.2/cover.fr.png", b"png")
    [english, french] = valid(built(folder) / "opds.xml").findall("a:entry", SPACE)
    assert links(english, "http://opds-spec.org/image") == []
    assert links(french, "http://opds-spec.org/image") == ["synthesis/0.2/cover.fr.png"]


@pytest.mark.parametrize("address", ["", "https://example.org/vision/"])
def test_links_are_relative_and_have_a_base_where_the_site_has_an_address(folder: Folder, address: str) -> None:
    manifest, _place = release(folder)
    enter(folder, manifest)
    outputs = built(folder, address=address, license="CC-BY-SA-4.0")
    for name in ("feed.xml", "opds.xml", "opds/fr.xml"):
        root = valid(outputs / name).getroot()
        assert root.get("{http://www.w3.org/XML/1998/namespace}base") == (address + name if address else None)
        assert all("://" not in path for path in links(root, "self") + links(root, "alternate"))
        assert root.findtext("a:entry/a:rights", namespaces=SPACE) == "CC-BY-SA-4.0"


def test_identifiers_stay_from_build_to_build_and_the_bytes_as_well(folder: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "elsewhere")
    for one in (folder, other):
        manifest, _place = release(one)
        enter(one, manifest)
    for name in ("feed.xml", "opds.xml", "opds/en.xml", "plan.ics"):
        assert (built(folder) / name).read_bytes() == (built(other) / name).read_bytes()


def test_the_entry_of_an_edition_stays_when_its_version_changes(folder: Folder) -> None:
    manifest, _place = release(folder)
    current(folder, manifest)
    before = [text(entry, "a:id") for entry in valid(built(folder) / "opds.xml").findall("a:entry", SPACE)]
    current(folder, manifest, "0.4")
    later = built(folder, publications={"synthesis": {"version": "0.4"}})
    entries = valid(later / "opds.xml").findall("a:entry", SPACE)
    assert [text(entry, "a:id") for entry in entries] == before


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        (None, "1970-01-01T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"),
        ("2026-03", "2026-03-01T00:00:00Z"),
        ("2026-03-02", "2026-03-02T00:00:00Z"),
        ("2026-03-02T10:20:30Z", "2026-03-02T10:20:30Z"),
        ("2026-03-02T10:20:30-03:00", "2026-03-02T13:20:30Z"),
        ("2026-03-02T10:20:30", "2026-03-02T10:20:30Z"),
    ],
)
def test_any_date_becomes_a_moment(date: str | None, moment: str) -> None:
    assert shelf.moment(date) == moment
