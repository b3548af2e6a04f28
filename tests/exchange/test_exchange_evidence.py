"""Annotations, concepts and tables: each by its standard, and nobody's words against their consent."""

from __future__ import annotations

import csv
import json
import re
from typing import Any

import jsonschema
import pytest
import rdflib
from exported import export, unpacked
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS, RDF, SKOS

from made import Folder, Passage
from wsse_vision.exchange import stage
from wsse_vision.exchange.skos import literal
from wsse_vision.home import HOME
from wsse_vision.model import SourceError

BASE = "https://example.org/evidence/concepts.ttl"


def test_an_export_is_the_same_bytes_and_touches_nothing_the_second_time(corpus_folder: Folder) -> None:
    first = export(corpus_folder.project)
    place = corpus_folder.project.outputs / "evidence"
    times = {path.name: path.stat().st_mtime_ns for path in place.iterdir()}
    assert export(corpus_folder.project) == first
    assert {path.name: path.stat().st_mtime_ns for path in place.iterdir()} == times
    assert set(stage.FILES) < set(times), "and no temporary file is left"


def test_the_rule_promises_the_files_that_the_stage_writes() -> None:
    rule = (HOME / "rules" / "exchange.smk").read_text(encoding="utf-8")
    assert tuple(re.findall(r'"outputs/evidence/(\S+)"', rule)) == stage.FILES


def everything(files: dict[str, bytes]) -> bytes:
    """Return all bytes of all files, archives unpacked."""
    project = unpacked(files["project.qdpx"])
    return b"".join(files.values()) + b"".join(project.values()) + " ".join(project).encode()


def test_no_file_holds_what_an_interviewee_keeps_back(corpus_folder: Folder) -> None:
    content = everything(export(corpus_folder.project))
    assert b"confidence that was public" in content, "a public interview may be read whole"
    assert b"Our boat is anonymous" in content
    for kept in (
        b"confidence that was anonymous",
        b"is internal",
        b"was internal",
        b"talk-internal",
        b"ana-lima",
        b"Ana",
    ):
        assert kept not in content, kept


def test_an_interview_that_is_not_public_goes_out_as_its_quoted_passages(corpus_folder: Folder) -> None:
    said: list[str] = []
    stage.run(corpus_folder.project, said.append)
    entries = unpacked((corpus_folder.project.outputs / "evidence" / "project.qdpx").read_bytes())
    texts = {content.decode() for name, content in entries.items() if name.endswith(".txt")}
    assert "Our boat is anonymous 🛶.\n\nWho rows on Sunday, anonymously?\n" in texts
    assert "I keep the box.\n" in texts
    assert any(line.startswith("exchange: 2 sources are in project.qdpx by their quoted") for line in said)


def test_a_text_that_changed_since_it_was_joined_stops_the_export(corpus_folder: Folder) -> None:
    (corpus_folder.project.extracts / "a-notebook" / "text.txt").write_text("Another text.", encoding="utf-8")
    with pytest.raises(SourceError, match="is not the text that was joined; run snakemake"):
        export(corpus_folder.project)


def annotations(folder: Folder) -> list[dict[str, Any]]:
    """Return the annotations of an export."""
    data = json.loads(export(folder.project)["annotations.jsonld"])
    assert (data["@context"], data["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    page = data["first"]
    assert (page["type"], page["startIndex"], len(page["items"])) == ("AnnotationPage", 0, data["total"])
    items: list[dict[str, Any]] = page["items"]
    return items


def test_every_element_is_an_annotation_found_by_quote_and_by_position(corpus_folder: Folder) -> None:
    found = annotations(corpus_folder)
    assert len(found) == 3 + 2 * 2 + 1
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        assert one["type"] == "Annotation" and re.match(r"urn:uuid:[0-9a-f-]{36}$", one["id"])
        quote, position = one["target"]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        path = corpus_folder.project.extracts / one["target"]["source"]["dc:identifier"] / "text.txt"
        if path.is_file():
            assert path.read_text(encoding="utf-8")[position["start"] : position["end"]] == quote["exact"]


def test_bodies_of_annotations_are_concepts_of_the_concept_scheme(corpus_folder: Folder) -> None:
    concepts = graph(corpus_folder)
    bodies = [body for one in annotations(corpus_folder) for body in one["body"]]
    assert {body["purpose"] for body in bodies} == {"classifying", "tagging"}
    for body in bodies:
        concept = rdflib.URIRef(body["source"].replace("concepts.ttl", BASE))
        assert (concept, RDF.type, SKOS.Concept) in concepts


def test_an_empty_corpus_makes_an_empty_collection(folder: Folder) -> None:
    folder.join()
    data = json.loads(export(folder.project)["annotations.jsonld"])
    assert data["total"] == 0 and "first" not in data


def graph(folder: Folder) -> rdflib.Graph:
    """Return the concepts of an export as they are published at ``BASE``."""
    found = rdflib.Graph()
    found.parse(data=export(folder.project)["concepts.ttl"], format="turtle", publicID=BASE)
    return found


def test_concepts_have_one_preferred_label_a_language_and_no_alternative_like_it() -> None:
    """SKOS integrity conditions S13 and S14, over the shipped codebook."""
    from wsse_vision.exchange.codes import codes_of
    from wsse_vision.exchange.skos import _labels
    from wsse_vision.sources.codebook import read_codebook

    codebook = read_codebook(HOME / "sources" / "codebook.yaml")
    terms = {t.id: {language: [x.term for x in some] for language, some in t.terms.items()} for t in codebook.themes}
    for code in codes_of(codebook):
        labels = [line.split(" ", 1) for line in _labels(code, terms.get(code.id, {}))]  # type: ignore[arg-type]
        preferred = [text for kind, text in labels if kind == "skos:prefLabel"]
        assert sorted(text[-3:] for text in preferred) == ["@en", "@es", "@fr", "@pt"]
        assert len({text.casefold() for _, text in labels}) == len(labels)


def test_a_theme_is_defined_by_those_who_defined_it_with_the_source(corpus_folder: Folder) -> None:
    concepts = graph(corpus_folder)
    [note] = concepts.objects(rdflib.URIRef(f"{BASE}#theme-debt"), SKOS.definition)
    assert concepts.value(note, RDF.value) == rdflib.Literal(
        'Une dette est une promesse "à deux" \\ qui dure.', lang="fr"
    )
    assert str(concepts.value(note, DCTERMS.identifier)) == "b-notebook"
    assert str(concepts.value(note, DCTERMS.bibliographicCitation)) == "La dette"
    assert str(concepts.value(note, DCTERMS.source)).startswith("urn:uuid:")


def test_themes_are_related_when_three_sources_speak_of_both_at_once(folder: Folder) -> None:
    for name in "abc":
        folder.document(name, "notebook", Passage("One.", themes=["debt", "work"]))
    folder.document("d", "notebook", Passage("Two.", themes=["debt", "education"]))
    folder.join()
    concepts = graph(folder)
    pairs = {(str(a).split("#")[1], str(b).split("#")[1]) for a, b in concepts.subject_objects(SKOS.related)}
    assert pairs == {("theme-debt", "theme-work"), ("theme-work", "theme-debt")}


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_survives_as_a_turtle_literal(text: str) -> None:
    found = rdflib.Graph().parse(data=f"<urn:a> <urn:b> {literal(text, 'en')} .".encode(), format="turtle")
    [value] = found.objects()
    assert str(value) == text


FIELD = {
    "type": "object",
    "required": ["name", "type", "description"],
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "description": {"type": "string", "minLength": 1},
        "type": {"enum": ["string", "number", "integer", "boolean", "object", "array", "any"]},
    },
}
PACKAGE = {
    "type": "object",
    "required": ["name", "resources"],
    "properties": {
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "profile": {"const": "data-package"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "title"],
                "properties": {
                    "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
                    "path": {"type": "string", "pattern": "^(?![./~])[^\\\\]+$"},
                    "schema": {"type": "object", "properties": {"fields": {"type": "array", "items": FIELD}}},
                    "tables": {
                        "type": "array",
                        "items": {
                            "required": ["name", "description", "schema"],
                            "properties": {
                                "description": {"minLength": 1},
                                "schema": {"properties": {"fields": {"type": "array", "items": FIELD}}},
                            },
                        },
                    },
                },
                "if": {"properties": {"profile": {"const": "tabular-data-resource"}}, "required": ["profile"]},
                "then": {"required": ["schema"]},
            },
        },
    },
}
"""What Data Package and Table Schema (version 1) ask of what we use, and that everything is described."""


def package(folder: Folder) -> dict[str, dict[str, Any]]:
    """Return the resources of the data package by path."""
    data = json.loads(export(folder.project)["datapackage.json"])
    jsonschema.validate(data, PACKAGE)
    assert len({r["name"] for r in data["resources"]}) == len(data["resources"])
    return {resource["path"]: resource for resource in data["resources"]}


def fields(resource: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["type"] for one in resource["schema"]["fields"]}


def test_every_file_of_the_dataset_is_in_the_data_dictionary(corpus_folder: Folder) -> None:
    resources = package(corpus_folder)
    there = {path.name for path in (corpus_folder.project.outputs / "evidence").iterdir()}
    assert set(resources) == there - {"datapackage.json"}


def test_columns_are_those_that_the_files_have_and_their_values_of_the_type_told(corpus_folder: Folder) -> None:
    resources = package(corpus_folder)
    folder = corpus_folder.project.outputs / "evidence"
    python = {"string": str, "integer": int, "number": (int, float), "array": list, "object": dict, "any": object}
    for name in ("elements.csv", "sources.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert list(fields(resources[name])) == rows[0]
        for row in rows[1:]:
            for kind, value in zip(fields(resources[name]).values(), row, strict=True):
                assert kind == "string" or value == "" or {"integer": int, "number": float}[kind](value) is not None
    lines = [json.loads(line) for line in (folder / "elements.jsonl").read_text(encoding="utf-8").splitlines()]
    for name, records in (
        ("elements.jsonl", lines),
        ("themes.json", json.loads((folder / "themes.json").read_text(encoding="utf-8"))),
    ):
        for record in records:
            assert list(fields(resources[name])) == list(record)
            for column, kind in fields(resources[name]).items():
                assert record[column] is None or isinstance(record[column], python[kind]), (name, column)


def test_json_lines_hold_every_field_of_every_element(corpus_folder: Folder) -> None:
    lines = export(corpus_folder.project)["elements.jsonl"].decode().splitlines()
    assert len(lines) == 8
    one = next(json.loads(line) for line in lines if "06.02" in line)
    assert (one["label"], one["themes"], one["page"], one["section"]) == ("06.02", ["debt", "work"], 4, [])


def test_what_belongs_to_a_theme_is_said_in_each_language_of_the_codebook(folder: Folder) -> None:
    theme = "id: debt, label: {en: Debt}, scope: {en: All debts., fr: Les dettes.}, terms: {en: [debt]}"
    folder.write("sources/codebook.yaml", f"themes: [{{{theme}}}]\n")
    folder.join()
    notes = set(graph(folder).objects(rdflib.URIRef(f"{BASE}#theme-debt"), SKOS.scopeNote))
    assert notes == {rdflib.Literal("All debts.", lang="en"), rdflib.Literal("Les dettes.", lang="fr")}
