"""PDF: the tag tree says by ear what the page says to the eye."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from made import Folder
from tagtree import Tag, TaggedPdf, defects, read_tags
from wsse_vision.publish import pdf

Make = Callable[..., dict[str, Any]]

SPOKEN = (
    "# One {#one}\n\nWords and a [link](https://example.org).\n\n## Two {#two}\n\n"
    '::: {.quote lang="fr"}\nLa parole circule.\n\nA book\n:::\n\n'
    "| theme | sources |\n|---|---|\n| work | 3 |\n\n"
    '::: {.drawing #fig-map name="map" alt="Two discs, joined."}\nThe map.\n:::\n'
)


def test_headings_tables_figures_links_and_languages_are_tagged(folder: Folder, composed: Make) -> None:
    tagged = read_tags(pdf.write(folder.project, composed(SPOKEN)))
    assert defects(tagged, "en") == []
    assert [tag.name for tag in tagged.root.all("H1", "H2")] == ["H1", "H1", "H2"]  # the contents are the first
    assert [tag.attributes["Scope"] for tag in tagged.root.all("TH")] == ["Column", "Column"]
    assert [tag.alt for tag in tagged.root.all("Figure")] == ["Two discs, joined."]
    assert "fr" in tagged.languages
    assert len(list(tagged.root.all("BlockQuote"))) == 1


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_the_language_of_the_document_is_that_of_the_edition(folder: Folder, composed: Make, language: str) -> None:
    tagged = read_tags(pdf.write(folder.project, composed(SPOKEN, language=language)))
    assert defects(tagged, language) == []


def test_words_are_hyphenated_as_the_language_of_the_passage_has_it(folder: Folder, composed: Make) -> None:
    said = "Otorrinolaringologista desenvolvimentista cooperativamente autogestionariamente " * 6
    shown = [
        pdf.write(folder.project, composed(f'# One\n\n::: {{.quote lang="{language}"}}\n{said}\n\nA book\n:::\n'))
        for language in ("pt", "en")
    ]
    lines = [_lines(content) for content in shown]
    assert lines[0] != lines[1]


def _lines(content: bytes) -> list[str]:
    """Return the lines of the first page of text."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    text = document[2].get_textpage().get_text_range()
    document.close()
    return text.splitlines()


def test_a_long_table_repeats_its_head_on_every_page_and_is_one_table_by_ear(folder: Folder, composed: Make) -> None:
    import pypdfium2

    rows = "".join(f"| row {number} | {number} |\n" for number in range(120))
    content = pdf.write(folder.project, composed(f"# One\n\n| Thema | Zahl |\n|---|---|\n{rows}\n"))
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert sum("row " in page for page in pages) > 1
    assert all("Thema" in page for page in pages if "row " in page)
    [table] = read_tags(content).root.all("Table")
    assert len(list(table.all("TH"))) == 2


def test_a_table_with_cells_longer_than_a_page_loses_nothing(folder: Folder, composed: Make) -> None:
    from test_pdf import words_of

    cell = " ".join(f"w{number}" for number in range(3000))
    content = pdf.write(folder.project, composed(f"# One\n\n| a | b |\n|---|---|\n| {cell} | end |\n"))
    assert "w2999" in words_of(content)


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(folder: Folder, composed: Make) -> None:
    import pypdfium2

    for lines in range(30, 44):
        filler = "\n\n".join(f"Line {number}." for number in range(lines))
        content = pdf.write(folder.project, composed(f"# One\n\n{filler}\n\n# Stranded\n\nCompany.\n\nMore.\n"))
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_range() for page in document][2:]
        document.close()
        [page] = [page for page in pages if "Company" in page]
        assert "Stranded" in page.split("Company")[0].rsplit("Line", 1)[-1]


def test_the_reader_of_tags_finds_what_is_wrong() -> None:
    """Defects that Typst would not make, so that a silent test is known to be able to speak."""
    root = Tag("Root", inner=[Tag("H1"), Tag("H3"), Tag("Figure"), Tag("Table", inner=[Tag("TD"), Tag("Link")])])
    told = defects(TaggedPdf("fr", root, set(), [b"x"], 0, 0, 0, 3), "en")
    assert len(told) == 8
    assert any("headings jump" in one for one in told)
