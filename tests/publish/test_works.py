"""The works that a publication cites: entries that reference managers read, and that this program reads again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from made import Folder
from wsse_vision.publish import citations, works
from wsse_vision.publish.pandoc import PandocError, run_pandoc
from wsse_vision.sources.bibliography import Bibliography, read_bibliography

SOURCE: dict[str, Any] = {
    "id": "06-social-money",
    "type": "report",
    "title": "Social Money & {Debt}: 100 % Trust_Credit \\ Co~",
    "title-short": "Social Money",
    "genre": "proposal notebook (specimen)",
    "author": [{"literal": "Workgroup on Work and Welfare"}, {"literal": "Heloísa Primavera"}],
    "language": "es",
    "issued": {"date-parts": [[2004, 2]]},
}
BIB = (
    "@book{b, title = {The {WTO} and Us}, subtitle = {A Long Story}, author = {Ortiz, Humberto}, year = {2001}}\n"
    "@misc{c, title = {Summary of the Work of a Workshop}, author = {Anonymous}, year = {n.d.}}\n"
    "@misc{not-cited, title = {Other}, author = {Ortiz, Humberto}, year = {2003}}\n"
)


def listed(*keys: str) -> list[Any]:
    """Return a list of references as citeproc leaves it in the tree."""
    entries = [{"t": "Div", "c": [[f"ref-{key}", ["csl-entry"], []], []]} for key in keys]
    return [{"t": "Div", "c": [["refs", ["references"], []], entries]}]


def written(folder: Folder, bibtex: str) -> Bibliography:
    return read_bibliography(folder.write("sources/references.bib", bibtex))


def test_a_source_is_an_entry_that_survives_being_read_again(folder: Folder) -> None:
    found = read_bibliography(folder.write("sources/references.bib", works.as_bibtex(SOURCE)))
    assert found.problems == []
    assert found.metadata("06-social-money")["authors"] == ["Workgroup on Work and Welfare", "Heloísa Primavera"]
    assert found.metadata("06-social-money")["date"] == "2004-02"
    [item] = json.loads(run_pandoc(["-f", "bibtex", "-t", "csljson"], works.as_bibtex(SOURCE).encode()))
    assert item["title"].replace("\u00a0", " ") == SOURCE["title"]
    assert item["author"] == SOURCE["author"]


def test_only_what_is_cited_is_given_in_the_order_of_the_keys(folder: Folder) -> None:
    path = folder.write("sources/references.bib", BIB)
    items = [SOURCE, *citations.of_bibliography(read_bibliography(path), "references.bib")]
    found = works.cited(listed("c", "b", "06-social-money"), items, read_bibliography(path).written)
    assert [item["id"] for item in found["items"]] == ["06-social-money", "b", "c"]
    again = read_bibliography(folder.write("sources/again.bib", found["bibtex"]))
    assert list(again.entries) == ["06-social-money", "b", "c"]


def test_a_publication_that_cites_nothing_has_no_works() -> None:
    assert works.cited([], [SOURCE], {}) == {"items": [], "bibtex": ""}


def test_titles_keep_their_capitals_and_works_without_authors_a_name_to_be_cited_by(folder: Folder) -> None:
    book, nameless, _other = citations.of_bibliography(
        read_bibliography(folder.write("sources/references.bib", BIB)), "references.bib"
    )
    assert book["title"] == "The WTO and Us: A Long Story"
    assert "title-short" not in book
    assert nameless["title-short"] == "Summary of the Work of a Workshop"
    assert (nameless["type"], "issued" in nameless) == ("document", False)


def test_a_mistake_in_one_entry_leaves_the_others_to_be_cited(folder: Folder) -> None:
    path = folder.write("sources/references.bib", "@misc{a, title = {Open\n\n" + BIB)
    assert [item["id"] for item in citations.of_bibliography(read_bibliography(path), "references.bib")] == [
        "b",
        "c",
        "not-cited",
    ]


def test_an_entry_that_pandoc_refuses_is_named(monkeypatch: pytest.MonkeyPatch, folder: Folder) -> None:
    def refuse(arguments: list[str], stdin: bytes) -> bytes:
        if b"@misc{c," in stdin:
            raise PandocError("unexpected end")
        return run_pandoc(arguments, stdin)

    monkeypatch.setattr(citations, "run_pandoc", refuse)
    with pytest.raises(PandocError, match="c: unexpected end"):
        citations.of_bibliography(written(folder, BIB), "references.bib")


@pytest.mark.parametrize(
    ("language", "and_", "undated"),
    [("en", " and ", "n.d."), ("fr", " et ", "s. d."), ("es", " y ", "s. f."), ("pt-BR", " e ", "s. d.")],
)
def test_citations_and_references_speak_the_language_of_the_publication(
    folder: Folder, language: str, and_: str, undated: str
) -> None:
    items = [
        {"id": "x", "type": "book", "title": "A Book", "author": [{"family": "Ortiz"}, {"family": "Léger"}]},
        {**SOURCE, "title": "Moneda social: el crédito"},
    ]
    path = folder.write("references.json", json.dumps(items))
    arguments = ["-f", "markdown", "-t", "plain", "--wrap=none", "--citeproc", f"--bibliography={path}"]
    arguments += [f"--csl={folder.project.template('citation.csl')}", "-M", f"lang={language}"]
    said = run_pandoc(arguments, b"[@x; @06-social-money, p. 3]\n").decode().replace("\u00a0", " ").splitlines()
    assert f"Ortiz{and_}Léger, {undated}" in said[0]
    assert "Social Money, 2004, p. 3" in said[0]
    # An entry begins with the words that the citation used.
    assert said[2].startswith(f"Ortiz{and_}Léger. A Book")
    assert said[4].startswith("Moneda social: el crédito. Workgroup on Work and Welfare")


def test_a_text_that_cites_nothing_has_no_heading_over_an_empty_list() -> None:
    entry = {"t": "Div", "c": [["ref-a", ["csl-entry"], []], []]}
    heading = {"t": "Header", "c": [1, ["references", [], []], []]}
    colophon = {"t": "Header", "c": [1, ["colophon", [], []], []]}

    def listed(*entries: Any) -> list[Any]:
        return [heading, {"t": "Div", "c": [["refs", [], []], list(entries)]}, colophon]

    assert works.without_empty_list(listed()) == [colophon]
    assert works.without_empty_list(listed(entry)) == listed(entry)
