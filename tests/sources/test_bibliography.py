"""references.bib: what can be read is used, what cannot is told with its line."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import Folder
from wsse_vision.sources.bibliography import Bibliography, read_bibliography

WHOLE = "title = {One}, author = {Ortiz, Humberto}, year = {2001}"


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
    found = read(folder, f"@misc{{a, {WHOLE}}}\n\n@misc{{a, {WHOLE}}}\n")
    assert found.metadata("a")["title"] == "One"
    assert list(found.written) == ["a"]
    [problem] = found.problems
    assert problem.code == "bad-bibliography-entry"
    assert problem.message == "sources/references.bib:3: a: the key is used twice"


def test_a_broken_entry_does_not_take_the_others_with_it(folder: Folder) -> None:
    found = read(folder, "@misc{a, title = {One}}\n@misc{b, title = {Two\n\n@misc{c, title = {Three}}\n")
    assert {"a", "c"} <= set(found.entries)
    assert found.problems
    assert all(p.message.startswith("sources/references.bib:") and "\n" not in p.message for p in found.problems)


def test_an_entry_without_a_title_is_told(folder: Folder) -> None:
    [problem] = read(folder, "\n@misc{a, year = {2001}, author = {Ortiz, Humberto}}\n").problems
    assert problem.message == "sources/references.bib:2: a: no title"
    assert problem.hint


@pytest.mark.parametrize(
    ("entry", "what", "hint"),
    [
        ("@misc{a, title = {One}, year = {2001}}", "no author", "Anonymous"),
        ("@misc{a, title = {One}, author = {Ortiz, H.}}", "no year", "n.d."),
        ("@misc{a, title = {One}, author = {Ortiz, H.}, year = {c. 2001}}", "'c. 2001' is no year", "2001~"),
        (f"@boook{{a, {WHOLE}}}", "no kind of entry is called @boook", "@book"),
        (f"@misc{{a, {WHOLE}, url = {{www.example.org}}}}", "'www.example.org' is no address", "https://"),
        (f"@misc{{b, {WHOLE}}}\n@misc{{a, {WHOLE}}}", "the same work as b", "keep one"),
    ],
)
def test_what_an_entry_lacks_is_told_with_what_to_do_and_the_entry_is_used(
    folder: Folder, entry: str, what: str, hint: str
) -> None:
    found = read(folder, f"\n\n{entry}\n")
    [problem] = found.problems
    assert problem.message == f"sources/references.bib:{entry.count(chr(10)) + 3}: a: {what}"
    assert hint in problem.hint
    assert found.metadata("a")["title"] == "One"
    assert "a" in found.written


@pytest.mark.parametrize("entry", ["year = {n.d.}", "date = {2001~}", "date = {2001-05/2002}", "date = {1999/..}"])
def test_a_year_that_nobody_knows_or_that_is_a_span_is_no_mistake(folder: Folder, entry: str) -> None:
    assert read(folder, f"@misc{{a, title = {{One}}, author = {{Anonymous}}, {entry}}}").problems == []


def test_whoever_is_anonymous_is_nobodys_name(folder: Folder) -> None:
    found = read(folder, "@misc{a, title = {One}, author = {Anonymous}, year = {2001}}")
    assert "authors" not in found.metadata("a")
    assert "author" not in found.written["a"]


def test_what_string_defines_is_known_in_every_entry_and_lines_stay_right(folder: Folder) -> None:
    found = read(folder, f"@string{{ecp = {{Éditions\nCP}}}}\n@book{{a, {WHOLE}, publisher = ecp}}\n@misc{{b}}\n")
    assert found.metadata("a")["publisher"] == "Éditions CP"
    assert {problem.message.split(" ")[0] for problem in found.problems} == {"sources/references.bib:4:"}


def test_an_entry_is_written_again_with_nothing_lost_and_its_capitals_protected(folder: Folder) -> None:
    found = read(folder, f"@Book{{a, {WHOLE}, month = nov, series = {{A {{B}}}}, x-own = {{kept}}}}")
    assert found.written["a"] == (
        "@book{a,\n  title = {{One}},\n  author = {Ortiz, Humberto},\n  year = {2001},\n  month = nov,\n"
        "  series = {A {B}},\n  x-own = {kept}\n}\n"
    )


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
