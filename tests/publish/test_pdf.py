"""PDF: text stays text in Typst, both standards hold, and the same publication gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from made import Folder
from wsse_vision.join.evidence import Quote, Selection
from wsse_vision.publish import pdf
from wsse_vision.publish.markdown import text
from wsse_vision.publish.passages import Passages
from wsse_vision.publish.pdf import PdfError

Make = Callable[..., dict[str, Any]]


def words_of(content: bytes) -> str:
    """Return the text of a PDF without white space."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(found.replace("\ufffe", "").replace("\u00ad", "").split())


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('"\\#$[]{}()*_`\n')),
        min_size=1,
        max_size=10,
    )
)
@settings(max_examples=20)
def test_any_text_is_a_typst_string(values: list[str]) -> None:
    source = "#metadata((" + "".join(f"{pdf._string(value)}, " for value in values) + ")) <values>"
    import json

    [found] = json.loads(typst.query(source.encode(), "<values>", field="value"))
    assert found == [value.replace("\n", " ") for value in values]


def test_a_small_publication_meets_both_standards_with_the_same_bytes_each_time(folder: Folder, composed: Make) -> None:
    first, again = (pdf.write(folder.project, composed()) for _ in range(2))
    assert first == again
    assert first.startswith(b"%PDF-1.7")
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(first)) as document, document.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
        assert meta["dc:title"] == "A vision"
        assert "2026-11-23" in str(meta["xmp:ModifyDate"])
        assert str(document.Root.Lang) == "en"


def test_a_publication_without_a_date_takes_none_from_the_clock(folder: Folder, composed: Make) -> None:
    content = pdf.write(folder.project, composed(date=None))
    assert b"2000-01-01" in content
    assert content == pdf.write(folder.project, composed(date=None))


def test_markup_of_typst_in_a_source_stays_text(folder: Folder, composed: Make) -> None:
    hostile = (
        '#panic("x") #import "y" $ x $ <label> @ref *b* _i_ `c` = h - i + j / k ~ \\ ] } '
        "#let a = 1 // gone /* gone */ https://x.y"
    )
    content = pdf.write(folder.project, composed(f"# Heading {{#h}}\n\n{text(hostile)}\n"))
    assert "".join(hostile.split()) in words_of(content).replace("ﬁ", "fi")


def test_markup_of_typst_in_what_a_config_says_stays_text(folder: Folder, composed: Make) -> None:
    hostile = '"); #panic("x") \\" #read("/etc/passwd")'
    record = composed(
        "# One {#one}\n\nWords.\n",
        title=hostile,
        subtitle=hostile,
        project=hostile,
        organisation=hostile,
        abstract=hostile,
    )
    assert '#read("/etc/passwd")' in words_of(pdf.write(folder.project, record))


def test_no_label_and_no_language_breaks_out_of_its_call(folder: Folder, composed: Make) -> None:
    markdown = (
        "# One {#one}\n\n"
        '::: {.proposal lang="e\\"" label="\\"); #panic(\\"x\\")" votes="1 2 3 4"}\nsaid\n\nsource\n:::\n\n'
        '::: {.quote lang="\\"]"}\nsaid\n\nsource\n:::\n'
    )
    assert '");#panic("x")' in words_of(pdf.write(folder.project, composed(markdown)))


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "und", ""])
def test_a_passage_may_be_in_any_language_that_ingest_tells_or_in_none(
    folder: Folder, composed: Make, language: str
) -> None:
    markdown = (
        f'# One {{#one}}\n\n::: {{.quote lang="{language}"}}\nsaid\n\nsource\n:::\n\nA [word]{{lang="{language}"}}.\n'
    )
    assert "Aword." in words_of(pdf.write(folder.project, composed(markdown)))


def test_characters_that_no_font_can_show_become_a_box(folder: Folder, composed: Make) -> None:
    content = pdf.write(folder.project, composed("# One {#one}\n\nBefore 文書 𓀀 \u0e01 after.\n"))
    shown = words_of(content)
    assert "Before" in shown and "after." in shown
    assert "文" not in shown
    assert content == pdf.write(folder.project, composed("# One {#one}\n\nBefore 文書 𓀀 \u0e01 after.\n"))


def test_a_character_that_no_font_can_show_in_a_title_becomes_a_box_too(folder: Folder, composed: Make) -> None:
    assert "Words." in words_of(pdf.write(folder.project, composed("# One {#one}\n\nWords.\n", title="文 vision")))


def test_what_typst_refuses_is_told_as_a_mistake_of_the_users(folder: Folder, composed: Make) -> None:
    folder.write("templates/typst/house.typ", "#let publication(meta, body) = { unknown }\n")
    with pytest.raises(PdfError, match="unknown"):
        pdf.write(folder.project, composed("Words.\n"))


def test_a_table_a_note_and_a_list_are_accepted(folder: Folder, composed: Make) -> None:
    markdown = (
        "# One {#one}\n\n| a | b |\n|---|---|\n| c | d |\n\n- x\n\n    1. y\n\n"
        "Text.[^1]\n\n[^1]: A note.\n\n---\n\nEnd.\n"
    )
    assert "Anote." in words_of(pdf.write(folder.project, composed(markdown)))


def test_what_is_for_screens_only_is_not_on_paper(folder: Folder, composed: Make) -> None:
    markdown = (
        "# One {#one}\n\nKept [see [the data](#data)]{.screen}.\n\n"
        "# Data {#data .screen}\n\n## Below\n\nGone.\n\n# Two {#two}\n\nAlso kept.\n"
    )
    words = words_of(pdf.write(folder.project, composed(markdown)))
    assert "Kept" in words and "Alsokept" in words
    assert not any(gone in words for gone in ("thedata", "Data", "Below", "Gone"))


def test_paper_is_what_the_config_says(folder: Folder, composed: Make) -> None:
    import pypdfium2

    for paper, width in (("a4", 595), ("letter", 612)):
        document = pypdfium2.PdfDocument(pdf.write(folder.project, composed("# One {#one}\n\nWords.\n", paper=paper)))
        assert round(document[0].get_width()) == width
        document.close()


def test_competing_passages_stand_side_by_side_each_with_its_source(
    folder: Folder, composed: Make, passages: Passages, a_quote: Callable[..., Quote]
) -> None:
    import pypdfium2

    quotes = [a_quote(f"{name} is a word.", language="en") for name in ("Day", "Dew", "Den")]
    markdown = "# One {#one}\n\n" + str(passages.side_by_side(Selection(quotes, 5)))
    content = pdf.write(folder.project, composed(markdown))
    document = pypdfium2.PdfDocument(content)
    page = document[len(document) - 1].get_textpage()
    (left, level), (right, also), (below, lower) = (_place(page, name) for name in ("Day", "Dew", "Den"))
    document.close()
    assert left < right and level == also, "two in a row"
    assert left == below and lower < level, "the third beneath the first"
    assert words_of(content).count("2moreintheevidence") == 1


def _place(page: Any, word: str) -> tuple[int, int]:
    """Return where a word begins on a page, in points from its left and its foot."""
    found = page.search(word).get_next()
    left, bottom, _right, _top = page.get_charbox(found[0])
    return round(left), round(bottom)


def test_an_index_stands_in_two_columns_of_about_one_height(folder: Folder, composed: Make) -> None:
    import pypdfium2

    entries = "".join(f"-   Entry{n:02}\n" for n in range(1, 21))
    document = pypdfium2.PdfDocument(
        pdf.write(folder.project, composed(f"# One {{#one}}\n\n::: index\n{entries}:::\n"))
    )
    page = document[len(document) - 1].get_textpage()
    places = [_place(page, f"Entry{n:02}") for n in range(1, 21)]
    document.close()
    columns = [[place for place in places if place[0] == left] for left in sorted({left for left, _ in places})]
    assert len(columns) == 2
    assert abs(len(columns[0]) - len(columns[1])) <= 6


def test_an_index_names_the_page_of_each_place_that_it_leads_to(folder: Folder, composed: Make) -> None:
    markdown = "# Debt {#debt}\n\nWords.\n\n# Index {#index}\n\n::: index\n-   Dette → [Debt](#debt)\n\n:::\n"
    assert "Dette→Debt3" in words_of(pdf.write(folder.project, composed(markdown)))


def test_long_running_heads_stay_on_one_line_and_an_empty_index_is_nothing(folder: Folder, composed: Make) -> None:
    markdown = "# One {#one}\n\n::: index\n:::\n\nWords.\n"
    title = "Development and modes of appropriation, management and redistribution"
    words = words_of(pdf.write(folder.project, composed(markdown, title=title)))
    assert "Words." in words and "redis-" not in words


def lines_of(content: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]


def test_no_line_ends_within_an_interval(folder: Folder, composed: Make) -> None:
    paragraphs = "\n\n".join(f"{'word ' * 10}{'x' * length} [\\[54–87%\\]]{{.interval}}." for length in range(1, 30))
    lines = lines_of(pdf.write(folder.project, composed(f"# One {{#one}}\n\n{paragraphs}\n")))
    assert sum("[54–87%]" in line for line in lines) == 29


def test_no_line_of_a_heading_ends_within_a_word_with_a_hyphen(folder: Folder, composed: Make) -> None:
    headings = "\n\n".join(
        f"# Parar numa {'x' * length} segunda-feira {{#h{length}}}\n\nWords." for length in range(1, 30)
    )
    lines = lines_of(pdf.write(folder.project, composed(headings, language="pt")))
    assert not any(line.rstrip().endswith(("segunda-", "segunda\ufffe")) for line in lines)
    assert any("segunda-feira" in line for line in lines)
