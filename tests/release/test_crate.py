"""The research object of a release: valid, complete, and about people only what they allow."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

from made import Folder
from released import release
from wsse_vision.config import Config
from wsse_vision.files import sha256
from wsse_vision.release.crate import NAME

CONTEXT = (Path(__file__).parent / "rocrate-context.json").read_text(encoding="utf-8")
"""The terms of https://w3id.org/ro/crate/1.2/context (CC0) that a release may use; others are strange to the tests."""

STATED = Config(license="CC-BY-SA-4.0", address="https://example.org/vision")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The validator asks the web for the context; here it gets ours."""

    def get(self: HttpRequester, url: str, **options: Any) -> SimpleNamespace:
        known = url == "https://w3id.org/ro/crate/1.2/context"
        return SimpleNamespace(
            url=url, status_code=200 if known else 504, text=CONTEXT, json=lambda: json.loads(CONTEXT),
            content=CONTEXT.encode(), headers={"Content-Type": "application/ld+json"},
        )  # fmt: skip

    monkeypatch.setattr(HttpRequester, "get", get, raising=False)
    monkeypatch.setattr(HttpRequester, "head", get, raising=False)


def graph(place: Path) -> dict[str, dict[str, Any]]:
    """Return the entities by id."""
    return {one["@id"]: one for one in json.loads((place / NAME).read_text(encoding="utf-8"))["@graph"]}


def complaints(place: Path, profile: str, cache: Path) -> list[str]:
    """Return what the validator says a release must mend, but for rules of RO-Crate 1.1: it follows 1.2."""
    settings = models.ValidationSettings(
        rocrate_uri=models.URI(str(place)), profile_identifier=profile, requirement_severity="REQUIRED",
        offline=True, cache_path=cache,
    )  # fmt: skip
    issues = services.validate(settings).get_issues()
    return [str(i.message) for i in issues if i.check.requirement.profile.identifier != "ro-crate-1.1"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("config", [Config(), STATED], ids=["bare", "stated"])
def test_it_is_valid(folder: Folder, tmp_path: Path, config: Config) -> None:
    _manifest, place = release(folder, config)
    for profile in ("ro-crate-1.2", "workflow-run-crate"):
        assert complaints(place, profile, tmp_path / "cache") == [], profile


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_validator_finds_what_is_wrong(folder: Folder, tmp_path: Path) -> None:
    _manifest, place = release(folder)
    text = (place / NAME).read_text(encoding="utf-8")
    (place / NAME).write_text(text.replace('"datePublished"', '"datePudding"'), encoding="utf-8")
    assert complaints(place, "ro-crate-1.2", tmp_path / "cache")
    (place / NAME).write_text(text.replace('"instrument"', '"agent"'), encoding="utf-8")
    assert complaints(place, "workflow-run-crate", tmp_path / "cache")


def test_every_file_of_the_release_is_in_it_with_its_checksum(folder: Folder) -> None:
    _manifest, place = release(folder)
    found = graph(place)
    parts = {part["@id"] for part in found["./"]["hasPart"]}
    there = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert parts == there - {NAME, "SHA256SUMS"}
    for name in parts:
        assert found[name]["sha256"] == sha256((place / name).read_bytes()), name
    assert found["synthesis-0.2.fr.epub"]["encodingFormat"] == "application/epub+zip"


def test_the_build_is_an_action_from_sources_files_and_settings_to_publications(folder: Folder) -> None:
    _manifest, place = release(folder)
    found = graph(place)
    action = found["#build"]
    assert action["instrument"] == {"@id": "workflow/Snakefile"}
    objects = {one["@id"] for one in action["object"]}
    assert {"#source-book", "#input-codebook.yaml", "#setting-paper"} <= objects
    assert "#setting-date" not in found, "a setting without a value says nothing"
    assert {"@id": "synthesis-0.2.en.pdf"} in action["result"]
    assert found["pkg:pypi/typst@0.15.2"]["version"] == "0.15.2"
    assert found["#step-ingest"]["position"] == "2"


def test_people_are_named_as_far_as_they_allow(folder: Folder) -> None:
    _manifest, place = release(folder)
    found = graph(place)
    people = {one["name"] for one in found.values() if one["@type"] == "Person"}
    assert people == {"Ana Lima", "Wendelo"}
    assert "author" not in found["#source-hidden"]
    assert "Rui Costa" not in (place / NAME).read_text(encoding="utf-8"), "a source that was not drawn on"


def test_licence_address_and_organisation_stand_in_it(folder: Folder) -> None:
    _manifest, place = release(folder, STATED)
    found = graph(place)
    assert found["./"]["license"] == {"@id": "https://spdx.org/licenses/CC-BY-SA-4.0"}
    assert found["./"]["url"] == "https://example.org/vision/synthesis/0.2/index.html"
    assert found["https://example.org/vision/"]["name"] == "A network"


def test_without_a_day_of_publication_it_is_that_of_the_commit(folder: Folder) -> None:
    _manifest, place = release(folder, date="2026-03")
    assert graph(place)["./"]["datePublished"] == "2026-03-02"


def test_the_same_release_gives_the_same_bytes(folder: Folder, tmp_path: Path) -> None:
    _manifest, place = release(folder)
    _manifest, other = release(Folder(tmp_path / "elsewhere"))
    assert (place / "SHA256SUMS").read_bytes() == (other / "SHA256SUMS").read_bytes()
