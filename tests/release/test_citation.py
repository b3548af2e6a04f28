"""How a release is cited and catalogued, against the schemas of CFF and DataCite."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest
import yaml
from datacite import schema45

from made import Folder
from released import FACTS, release
from wsse_vision.config import Config
from wsse_vision.release import citation

CFF = json.loads(
    (files("check_jsonschema") / "builtin_schemas/vendor/citation-file-format.json").read_text(encoding="utf-8")
)
CONFIGS = [
    Config(),
    Config(license="CC-BY-SA-4.0", address="https://example.org/vision"),
    Config(license="https://example.org/terms"),
]


@pytest.mark.parametrize("config", CONFIGS, ids=["bare", "spdx", "own-terms"])
def test_the_citation_passes_its_schema(folder: Folder, config: Config) -> None:
    _manifest, place = release(folder, config)
    found = yaml.safe_load((place / "CITATION.cff").read_text(encoding="utf-8"))
    jsonschema.validate(found, CFF)
    assert found["cff-version"] == "1.2.0"


@pytest.mark.parametrize("config", CONFIGS, ids=["bare", "spdx", "own-terms"])
def test_the_metadata_pass_their_schema(folder: Folder, config: Config) -> None:
    _manifest, place = release(folder, config)
    schema45.validator.validate(json.loads((place / "datacite.json").read_text(encoding="utf-8")))


def test_the_citation_names_institution_version_day_and_commit(folder: Folder) -> None:
    manifest, _place = release(folder)
    found = citation.cff(CONFIGS[1], manifest, FACTS)
    assert found["authors"] == [{"name": "A network"}]
    assert (found["version"], found["date-released"], found["commit"]) == ("0.2", "2026-03-01", FACTS.commit)
    assert found["license"] == "CC-BY-SA-4.0" and "license-url" not in found
    report = found["preferred-citation"]
    assert (report["type"], report["institution"], report["year"]) == ("report", {"name": "A network"}, 2026)
    assert report["url"] == "https://example.org/vision/synthesis/0.2/index.html"


def test_another_licence_is_given_by_its_address(folder: Folder) -> None:
    manifest, _place = release(folder)
    assert citation.cff(CONFIGS[2], manifest, FACTS)["license-url"] == "https://example.org/terms"
    assert citation.datacite(CONFIGS[2], manifest, FACTS)["rightsList"][0]["rightsUri"] == "https://example.org/terms"


def test_the_metadata_have_titles_and_abstracts_in_each_language(folder: Folder) -> None:
    manifest, _place = release(folder)
    found = citation.datacite(Config(), manifest, FACTS)
    assert {(title["title"], title["lang"]) for title in found["titles"] if "titleType" not in title} == {
        ("A vision", "en"), ("Une vision", "fr"),
    }  # fmt: skip
    assert found["descriptions"][0]["description"] == "Fifteen pages & “more”."
    assert "rightsList" not in found, "no licence is stated"
    assert found["publicationYear"] == "2026"


def test_both_call_the_version_by_one_identifier(folder: Folder) -> None:
    manifest, _place = release(folder)
    told = citation.cff(Config(), manifest, FACTS)["identifiers"][0]["value"]
    assert told == citation.datacite(Config(), manifest, FACTS)["alternateIdentifiers"][0]["alternateIdentifier"]
    assert told.startswith("urn:uuid:")
