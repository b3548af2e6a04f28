"""What is known about a source, and what an interviewee's consent leaves of it."""

from __future__ import annotations

from typing import Any

import pytest

from made import Folder
from wsse_vision.sources.bibliography import Bibliography, read_bibliography
from wsse_vision.sources.metadata import Described, describe, merged, unknown_names
from wsse_vision.sources.scan import scan

THEMES = frozenset({"work", "debt"})

INTERVIEW = """
    title: "Interview 1: a savings group"
    pseudonym: Adwirra
    region: Africa
    gender: woman
    trade: onion seller
    organisation_type: savings group
    name: Mbelwina Otrasheko
    organisation: [Tumbalika Savings Group]
    place: Kitundwelo
    country: Utopia
    age: 41
    email: m.otrasheko@example.org
    phone: "+00 123 456"
    address: 7 Market Street
    interviewer: Ivo Asker
    authors: [Ivo Asker]
    url: https://example.org/interview
    note: spoke reluctantly
"""


def described(folder: Folder, sidecar: str | None = None, *, where: str = "notebooks", bib: str = "") -> Described:
    """Return what is known of the only source of a folder."""
    folder.write(f"sources/{where}/a.md")
    if sidecar is not None:
        folder.write(f"sources/{where}/a.yaml", sidecar)
    bibliography = read_bibliography(folder.write("sources/references.bib", bib)) if bib else Bibliography()
    [source], _ = scan(folder.project)
    return describe(folder.project, source, bibliography)


def interview(folder: Folder, consent: str) -> Described:
    """Return what is known of an interview with this line of consent."""
    return described(folder, INTERVIEW + f"    {consent}\n", where="interviews")


def test_the_sidecar_wins_over_the_bibliography_and_that_over_the_document(folder: Folder) -> None:
    known = described(
        folder, "title: From the sidecar\n", bib="@misc{a, title = {From the bibliography}, year = {2001}}"
    )
    own = {"title": "From the document", "date": "1999", "authors": ["A. Author"]}
    shown = merged(known, own)
    assert (shown["title"], shown["date"], shown["authors"]) == ("From the sidecar", "2001", ["A. Author"])


def test_a_document_that_nobody_describes_speaks_for_itself(folder: Folder) -> None:
    known = described(folder)
    assert known.problems == []
    assert merged(known, {"title": "From the document", "subtitle": ""})["title"] == "From the document"
    assert "subtitle" not in merged(known, {"subtitle": ""})


def test_an_unknown_theme_is_told_with_the_known_ones(folder: Folder) -> None:
    [problem] = unknown_names(described(folder, "themes: [work, wrok]\n"), THEMES, frozenset())
    assert (problem.code, problem.source) == ("unknown-theme", "a")
    assert "'wrok'" in problem.message and "sources/notebooks/a.yaml" in problem.message
    assert "debt, work" in problem.hint


def test_a_citation_key_that_does_not_exist_is_told(folder: Folder) -> None:
    known = described(folder, "cites: [here, gone]\nstands_for: lost\n")
    problems = unknown_names(known, THEMES, frozenset({"here"}))
    assert [(p.code, p.message.split("'")[1]) for p in problems] == [
        ("unknown-citation", "gone"),
        ("unknown-citation", "lost"),
    ]
    assert all(p.hint for p in problems)


def test_a_slip_in_the_sidecar_is_told_and_the_rest_counts(folder: Folder) -> None:
    known = described(folder, "title: A\nlanguag: fr\n")
    assert known.given["title"] == "A"
    [problem] = known.problems
    assert problem.code == "bad-sidecar"
    assert problem.message.startswith("sources/notebooks/a.yaml:2: languag: unknown key")


def test_what_is_for_the_maintainers_is_published_of_no_source(folder: Folder) -> None:
    known = described(folder, "title: A\nnote: scanned badly\nemail: a@example.org\nname: B\n")
    assert known.given == {"title": "A"}
    assert known.consent is None


@pytest.mark.parametrize("consent", ["consent: public", "consent: anonymous", "consent: internal"])
def test_a_statement_of_consent_is_taken_by_the_word(folder: Folder, consent: str) -> None:
    known = interview(folder, consent)
    assert known.consent == consent.split()[1]
    assert merged(known, {})["consent"] == known.consent
    assert known.problems == []


@pytest.mark.parametrize(
    "consent", ["", "consent: Public", "consent: yes", "consent: [public]", "consent:", "concent: public"]
)
def test_anything_else_counts_as_internal(folder: Folder, consent: str) -> None:
    known = interview(folder, consent)
    assert known.consent == "internal"
    assert "Mbelwina Otrasheko" in known.withheld


def test_an_interview_without_a_sidecar_counts_as_internal(folder: Folder) -> None:
    assert described(folder, where="interviews").consent == "internal"


@pytest.mark.parametrize("sidecar", ["consent: public\nconsent: public\n", "consent: public\ntitle: [A\n"])
def test_an_interview_whose_sidecar_cannot_be_read_counts_as_internal(folder: Folder, sidecar: str) -> None:
    known = described(folder, sidecar, where="interviews")
    assert known.consent == "internal"
    assert [p.code for p in known.problems] == ["bad-sidecar"]


def test_a_public_interview_keeps_what_it_says_but_the_name_and_the_ways_to_reach_the_person(folder: Folder) -> None:
    known = interview(folder, "consent: public")
    assert known.given["pseudonym"] == "Adwirra"
    assert known.given["organisation"] == ["Tumbalika Savings Group"]
    assert not {"name", "email", "phone", "address", "note"} & set(known.given)
    assert known.withheld == ("+00 123 456", "7 Market Street", "Mbelwina Otrasheko", "m.otrasheko@example.org")


@pytest.mark.parametrize("consent", ["anonymous", "internal"])
def test_an_interview_that_is_not_public_keeps_only_what_is_general(folder: Folder, consent: str) -> None:
    known = interview(folder, f"consent: {consent}")
    assert set(known.given) == {"title", "region", "gender", "trade", "organisation_type", "consent"}
    secret = ("Mbelwina Otrasheko", "Tumbalika Savings Group", "Kitundwelo", "Utopia", "m.otrasheko@example.org")
    assert set(secret) <= set(known.withheld)
    assert {"+00 123 456", "7 Market Street", "Ivo Asker"} <= set(known.withheld)


def test_nothing_of_a_person_who_stays_anonymous_is_in_what_may_be_published(folder: Folder) -> None:
    shown = str(merged(interview(folder, "consent: anonymous"), {"authors": ["Mbelwina"], "title": "Mbelwina speaks"}))
    for secret in ("Mbelwina", "Adwirra", "Tumbalika", "Kitundwelo", "Utopia", "41", "otrasheko", "Ivo", "example.org"):
        assert secret not in shown


def test_what_a_word_processor_wrote_about_an_interview_that_is_not_public_is_not_taken(folder: Folder) -> None:
    own: dict[str, Any] = {
        "title": "Mbelwina",
        "authors": ["The typist"],
        "language": "en",
        "date": "2004",
        "subject": "x",
    }
    assert "authors" not in merged(interview(folder, "consent: anonymous"), own)
    assert merged(interview(folder, "consent: anonymous"), own)["language"] == "en"
    assert merged(interview(folder, "consent: public"), own)["authors"] == ["Ivo Asker"]


def test_what_a_misspelt_key_held_is_withheld_as_well(folder: Folder) -> None:
    known = described(folder, "consent: anonymous\nnmae: Brenuela Tostaviri\n", where="interviews")
    assert "Brenuela Tostaviri" in known.withheld


def test_the_bibliography_does_not_name_who_stays_anonymous(folder: Folder) -> None:
    known = described(
        folder,
        "consent: anonymous\n",
        where="interviews",
        bib="@misc{a, title = {T}, author = {Tostaviri, Brenuela}, url = {http://x}}",
    )
    assert "authors" not in known.given and "url" not in known.given
    assert "Brenuela Tostaviri" in known.withheld
