"""How to cite: three styles and BibTeX, with version, state and build, the institution as author."""

from __future__ import annotations

import re
from typing import Any

import bibtexparser
import pytest
from markupsafe import Markup

from wsse_vision.home import HOME, Project
from wsse_vision.publish.language import Words, words_of
from wsse_vision.site.citing import bibtex, citations

META: dict[str, Any] = {
    "slug": "synthesis", "version": "1.0", "state": "final", "date": "2026-11-23", "organisation": "The Workgroup",
    "build": "abc123", "language": "en", "title": "A vision", "subtitle": "In many voices",
}  # fmt: skip
ADDRESS = "https://example.org/v/synthesis/1.0/index.html"


def said(meta: dict[str, Any], address: str = "", words: Words | None = None) -> dict[str, str]:
    """Return the citations by style, as a reader sees them."""
    found = citations({**META, **meta}, address, words or Words())
    assert all(isinstance(citation.text, Markup) for citation in found)
    return {citation.style: re.sub(r"<[^>]+>", "", citation.text) for citation in found}


def test_each_style_puts_the_same_facts_in_its_own_order() -> None:
    assert said({}, ADDRESS) == {
        "APA": f"The Workgroup. (2026, November 23). A vision: In many voices (Version 1.0) [build abc123]. {ADDRESS}",
        "Chicago": f"The Workgroup. A vision: In many voices. Version 1.0, build abc123. 23 November 2026. {ADDRESS}",
        "ISO 690": "THE WORKGROUP. A vision: In many voices [online]. Version 1.0, build abc123. "
        f"The Workgroup, 2026. Available at: {ADDRESS}",
    }


def test_a_draft_is_cited_as_a_draft() -> None:
    assert all("draft" in text.lower() for text in said({"state": "draft"}).values())


def test_without_an_organisation_the_title_stands_first() -> None:
    assert all(text.startswith("A vision") for text in said({"organisation": ""}).values())


def test_without_a_date_it_says_so() -> None:
    assert all("no date" in text for text in said({"date": None}).values())


def test_a_site_without_an_address_is_cited_without_one() -> None:
    assert not any("http" in text or "Available" in text for text in said({}).values())


@pytest.mark.parametrize(
    ("language", "date"),
    [("fr", "(2026, 23 novembre)"), ("es", "(2026, 23 de noviembre)"), ("pt", "(2026, 23 de novembro)")],
)
def test_other_languages_write_dates_in_their_own_way(language: str, date: str) -> None:
    assert date in said({}, words=words_of(Project(HOME), language))["APA"]


def test_dates_may_be_of_a_year_or_a_month() -> None:
    assert "(2026)." in said({"date": "2026"})["APA"]
    assert "(2026, November)." in said({"date": "2026-11"})["APA"]


def test_french_puts_a_space_before_the_colon() -> None:
    assert "A vision\xa0: In many voices" in said({"language": "fr"})["APA"]


def test_what_a_title_says_is_escaped() -> None:
    text = citations({**META, "title": "<b>&", "organisation": "A & B"}, "", Words())[0].text
    assert "&lt;b&gt;&amp;" in text and "A &amp; B" in text


def test_bibtex_is_read_by_a_library_and_keeps_every_sign() -> None:
    entry = bibtex({**META, "title": "50 % & more_{x}", "state": "draft"}, ADDRESS)
    library = bibtexparser.parse_string(entry)
    assert not library.failed_blocks
    found = {field.key: field.value for field in library.entries[0].fields}
    assert library.entries[0].key == "synthesis-1.0-en"
    assert found["title"] == r"{50 \% \& more\_\{x\}: In many voices}"
    assert found["author"] == "{The Workgroup}"
    assert found["note"] == "Version 1.0, draft, build abc123"
    assert (found["year"], found["url"]) == ("2026", ADDRESS)
