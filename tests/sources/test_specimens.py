"""The shipped specimens keep what was promised of them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from wsse_vision.config import SLUGS, read_config
from wsse_vision.home import HOME, Project
from wsse_vision.ingest.readers import read as read_document
from wsse_vision.sources.bibliography import read_bibliography
from wsse_vision.sources.codebook import read_codebook
from wsse_vision.sources.evaluations import read_evaluations
from wsse_vision.sources.indicators import read_indicators
from wsse_vision.sources.metadata import describe, unknown_names
from wsse_vision.sources.questionnaire import read_questionnaire
from wsse_vision.sources.scan import SourceFile, scan
from wsse_vision.sources.sidecar import Sidecar, read_sidecar
from wsse_vision.sources.workplan import read_workplan

PROJECT = Project(HOME)
SOURCES = {source.id: source for source in scan(PROJECT)[0]}
SIDECARS = sorted(
    path
    for folder in ("notebooks", "findhorn", "workshops", "interviews", "forum")
    for path in (HOME / "sources" / folder).glob("*.yaml")
)


def of_kind(kind: str) -> list[SourceFile]:
    """Return the sources of a kind."""
    return [source for source in SOURCES.values() if source.kind == kind]


def sidecar_of(source: SourceFile) -> Sidecar:
    """Return what the sidecar of a source says."""
    assert source.sidecar is not None, f"{source.path} has no sidecar"
    return read_sidecar(HOME / source.sidecar, source.sidecar)[0]


@cache
def text_of(source: SourceFile) -> str:
    """Return the words of a document, markup and metadata included."""
    raw = read_document(HOME / source.path)
    return "\n".join(block.text for block in raw.blocks)


@cache
def themes() -> frozenset[str]:
    """Return the ids of the shipped themes."""
    return read_codebook(PROJECT.codebook).theme_ids()


def test_nothing_is_wrong_with_the_folder() -> None:
    assert scan(PROJECT)[1] == []


def test_there_is_a_notebook_for_each_of_the_fifteen_workshops() -> None:
    assert sorted(sidecar_of(s).workshop_number or 0 for s in of_kind("notebook")) == list(range(1, 16))


def test_the_notebooks_speak_four_languages() -> None:
    assert Counter(sidecar_of(s).language for s in of_kind("notebook")) == {"en": 6, "fr": 3, "es": 3, "pt": 3}


def test_the_notebooks_come_in_whatever_format_people_had() -> None:
    formats = {Path(s.path).suffix[1:] for s in of_kind("notebook")}
    assert formats == {"md", "docx", "odt", "rtf", "html", "pdf", "epub"}


def test_there_are_three_documents_of_the_assembly() -> None:
    assert len(of_kind("findhorn")) == 3


def test_each_of_the_four_workshops_has_a_paper_that_prepared_it_and_a_report() -> None:
    found = [(sidecar_of(s).workshop, sidecar_of(s).role) for s in of_kind("workshop")]
    assert sorted(found, key=str) == sorted(((n, r) for n in range(1, 5) for r in ("preparatory", "report")), key=str)


def test_twelve_people_were_heard_on_every_condition() -> None:
    sidecars = [sidecar_of(s) for s in of_kind("interview")]
    assert len(sidecars) == 12
    assert {s.consent for s in sidecars} == {"public", "anonymous", "internal"}
    assert all(s.pseudonym and s.region and s.gender and s.trade for s in sidecars)


def test_there_is_a_forum_archive() -> None:
    assert [Path(s.path).suffix for s in of_kind("forum")] == [".mbox"]


@pytest.mark.parametrize("path", SIDECARS, ids=lambda path: path.stem)
def test_a_specimen_says_that_it_is_one_and_its_sidecar_is_in_order(path: Path) -> None:
    sidecar, mistakes, _ = read_sidecar(path, path.name)
    assert mistakes == []
    assert sidecar.status == "specimen"
    assert sidecar.title and sidecar.date and sidecar.language


def test_every_document_has_a_sidecar_and_every_sidecar_a_document() -> None:
    assert len(SIDECARS) == len(SOURCES) == 15 + 3 + 8 + 12 + 1


def test_every_theme_and_every_citation_key_that_a_sidecar_names_exists() -> None:
    bibliography = read_bibliography(HOME / "sources" / "references.bib")
    assert bibliography.problems == []
    keys = frozenset(bibliography.entries)
    told = [p for s in SOURCES.values() for p in unknown_names(describe(PROJECT, s, bibliography), themes(), keys)]
    assert told == []


def test_twelve_notebooks_point_to_the_real_one_they_stand_for() -> None:
    keys = [sidecar_of(s).stands_for for s in of_kind("notebook")]
    found = [key for key in keys if key]
    assert len(found) == len(set(found)) == 12
    assert set(found) <= set(read_bibliography(HOME / "sources" / "references.bib").entries)


@pytest.mark.parametrize("source", of_kind("notebook"), ids=lambda s: s.id)
def test_a_notebook_is_long_enough_to_be_worth_reading(source: SourceFile) -> None:
    assert len(text_of(source).split()) >= 900


@pytest.mark.parametrize("source", of_kind("notebook"), ids=lambda s: s.id)
def test_a_notebook_numbers_its_proposals_after_its_workshop(source: SourceFile) -> None:
    number = sidecar_of(source).workshop_number or 0
    labels = {label for label in re.findall(r"\b(\d\d\.\d\d)\b", text_of(source)) if label.startswith(f"{number:02}.")}
    assert len(labels) >= 8


def test_the_votes_are_on_proposals_that_were_made() -> None:
    votes, problems = read_evaluations(HOME / "sources" / "evaluations")
    assert problems == []
    assert len(votes) == 60
    said = {n: text_of(s) for s in of_kind("notebook") if (n := sidecar_of(s).workshop_number)}
    assert [v.label for v in votes if v.label not in said[int(v.label[:2])]] == []


def test_the_interviews_follow_the_questionnaire_with_every_question_in_four_languages() -> None:
    questions = read_questionnaire(HOME / "sources" / "questionnaire.yaml").questions
    assert questions
    assert all(set(q.text) == {"en", "fr", "es", "pt"} and set(q.themes) <= themes() for q in questions)


def test_the_indicators_measure_themes_of_the_codebook() -> None:
    indicators = read_indicators(HOME / "sources" / "indicators.yaml").indicators
    assert indicators
    assert {t for i in indicators for t in i.themes} <= themes()
    assert all(i.name.get("en") and i.how.get("en") for i in indicators)


def test_the_work_plan_has_every_activity_with_the_publications_that_answer_it() -> None:
    plan = read_workplan(HOME / "sources" / "workplan.yaml")
    assert [a.id for a in plan.activities] == [
        "1.1",
        "1.2",
        "1.3",
        "2.1",
        "2.2",
        "2.3",
        "2.4",
        "3.1",
        "3.2",
        "3.3",
        "3.4",
        "4.1",
        "4.2",
        "4.3",
        "4.4",
        "5.1",
        "5.2",
        "5.3",
        "5.4",
        "6",
    ]
    assert all(a.title and a.responsible and a.deadline for a in plan.activities)
    assert {slug for a in plan.activities for slug in a.publications} == set(SLUGS)
    assert [g.id for g in plan.specific_goals] == list("ABCDEFG")


def test_each_publication_has_a_narrative() -> None:
    for slug in SLUGS:
        path = HOME / "sources" / "narrative" / f"{slug}.en.md"
        assert len(path.read_text(encoding="utf-8").split()) > 100


def test_the_shipped_config_builds_all_eleven_publications() -> None:
    assert read_config(HOME).slugs() == list(SLUGS)


_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")


def test_no_mail_address_leads_to_anybody() -> None:
    found = {host for s in SOURCES.values() for host in _MAIL.findall(text_of(s))}
    for path in (HOME / "sources").rglob("*"):
        if path.suffix in (".md", ".yaml", ".bib", ".mbox", ".html"):
            found |= set(_MAIL.findall(path.read_text(encoding="utf-8", errors="replace")))
    assert {host for host in found if not host.endswith(("example.org", "example.net", "example.com"))} == set()


def test_a_specimen_calls_itself_one_where_it_names_its_authors() -> None:
    """No specimen bears a person's name as its author's: the authors are called what they are."""
    words = re.compile(r"specimen|sp[ée]cimen|esp[ée]cime|muestra|amostra", re.IGNORECASE)
    named = {s.id: sidecar_of(s).authors for s in SOURCES.values() if s.kind != "interview" and sidecar_of(s).authors}
    assert len(named) >= 18
    assert [(i, a) for i, authors in named.items() for a in authors or [] if not words.search(a)] == []


def test_the_names_that_interviewees_keep_back_stand_in_no_public_document() -> None:
    secret = {
        name for s in of_kind("interview") if sidecar_of(s).consent != "public" for name in sidecar_of(s).name or []
    }
    assert len(secret) >= 7
    public = "\n".join(text_of(s) for s in SOURCES.values() if s.kind != "interview")
    assert [name for name in secret if name in public] == []
