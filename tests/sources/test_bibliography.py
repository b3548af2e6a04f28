"""references.bib: what can be read is used, what cannot is told with its line."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from made import Folder
from wsse_vision.sources.bibliography import Bibliography, read_bibliography


def read(folder: Folder, content: str | bytes) -> Bibliography:
    """Return what comes of a bibliography with this content."""
    return read_bibliography(folder.write("sources/references.bib", content))


def test_no_bibliography_is_an_empty_one(folder: Folder) -> None:
    found = read_bibliography(folder.project.sources / "references.bib")
    assert (found.entries, found.problems) == ({}, [])
    assert found.metadata("anything") == {}


def test_an_entry_describes_the_source_of_its_key(folder: Folder) -> None:
    found = read(
        folder,
        """
        @book{social-money,
          title = {Social {Money} as a
                   Lever},
          subtitle = {A notebook},
          author = {Primavera, Heloísa and Françoise Wautiez},
          year = 2001, month = nov, language = {french},
          publisher = {Éditions}, url = {https://example.org/1}
        }
        """,
    )
    assert found.problems == []
    assert found.metadata("social-money") == {
        "title": "Social Money as a Lever",
        "subtitle": "A notebook",
        "authors": ["Heloísa Primavera", "Françoise Wautiez"],
        "date": "2001-11",
        "language": "fr",
        "publisher": "Éditions",
        "url": "https://example.org/1",
    }


def test_an_organisation_in_braces_is_no_person(folder: Folder) -> None:
    found = read(folder, "@misc{a, title = {T}, author = {{Nova, Centre for Social Innovation, Barcelona}}}")
    assert found.metadata("a")["authors"] == ["Nova, Centre for Social Innovation, Barcelona"]


def test_an_organisation_with_and_in_its_name_is_one(folder: Folder) -> None:
    found = read(folder, "@misc{a, title = {T}, author = {{Workgroup on Work and Welfare} and Ortiz, Humberto}}")
    assert found.metadata("a")["authors"] == ["Workgroup on Work and Welfare", "Humberto Ortiz"]


def test_editors_stand_in_where_nobody_is_named_as_author(folder: Folder) -> None:
    found = read(folder, "@misc{a, title = {T}, editor = {Soares, Flávia and Diehl, Nelson}}")
    assert found.metadata("a")["authors"] == ["Flávia Soares", "Nelson Diehl"]


def test_dates_in_their_many_spellings(folder: Folder) -> None:
    found = read(
        folder,
        """
        @misc{a, title = {T}, year = {2001}}
        @misc{b, title = {T}, year = {2001}, month = {November}}
        @misc{c, title = {T}, year = {2001}, month = {3}}
        @misc{d, title = {T}, date = {2001-05-13}}
        @misc{e, title = {T}, year = {c. 2001}}
        @misc{f, title = {T}, year = {2001}, month = {spring}}
        """,
    )
    assert [found.metadata(key).get("date") for key in "abcdef"] == [
        "2001",
        "2001-11",
        "2001-03",
        "2001-05-13",
        None,
        "2001",
    ]


def test_a_date_that_says_more_than_a_day_is_brought_to_what_a_date_is_here(folder: Folder) -> None:
    """Ranges and the like are good BibLaTeX; whoever computes with a date must be able to."""
    found = read(folder, "@misc{a, title = {T}, date = {2001-05-13/2001-05-20}}\n@misc{b, title = {T}, date = {2001~}}")
    for key in "ab":
        date = found.metadata(key).get("date")
        assert date is None or all(part.isdecimal() for part in str(date).split("-"))


def test_the_field_names_may_be_in_capitals(folder: Folder) -> None:
    assert read(folder, "@MISC{a, TITLE = {T}, Year = {2001}}").metadata("a") == {"title": "T", "date": "2001"}


def test_a_key_given_twice_is_told_with_its_line_and_the_first_counts(folder: Folder) -> None:
    found = read(folder, "@misc{a, title = {One}}\n\n@misc{a, title = {Two}}\n")
    assert found.metadata("a")["title"] == "One"
    [problem] = found.problems
    assert problem.code == "bad-bibliography-entry"
    assert problem.message == "sources/references.bib:3: a: the key is used twice"


def test_a_broken_entry_does_not_take_the_others_with_it(folder: Folder) -> None:
    found = read(folder, "@misc{a, title = {One}}\n@misc{b, title = {Two\n\n@misc{c, title = {Three}}\n")
    assert {"a", "c"} <= set(found.entries)
    assert found.problems
    assert all(p.message.startswith("sources/references.bib:") and "\n" not in p.message for p in found.problems)


def test_an_entry_without_a_title_is_told(folder: Folder) -> None:
    [problem] = read(folder, "\n@misc{a, year = {2001}}\n").problems
    assert problem.message == "sources/references.bib:2: a: no title"
    assert problem.hint


def test_another_encoding_is_told(folder: Folder) -> None:
    found = read(folder, "@misc{a, title = {Économie}}".encode("latin-1"))
    assert found.entries == {}
    assert [p.code for p in found.problems] == ["bad-bibliography"]


@given(st.text(alphabet='@misc{},="\n abkey1#%\\', max_size=60))
def test_no_text_brings_the_reader_down(content: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "references.bib"
        path.write_text(content, encoding="utf-8")
        found = read_bibliography(path)
    for key in found.entries:
        found.metadata(key)
