from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from ingest_tools import shown

from wsse_vision.ingest import readers
from wsse_vision.ingest.raw import RawDocument
from wsse_vision.model import SourceError

Typeset = Callable[[str], Path]

SENTENCES = (
    "Solidarity among producers changes what a market is for. Each cooperative keeps its "
    "own books and answers to its "
    "members. The network decides on common rules twice a year. "
)


def texts(document: RawDocument, role: str) -> list[str]:
    return [text for kind, text in shown(document) if kind == role]


def test_columns_are_read_one_after_the_other(typeset: Typeset) -> None:
    left, right = "Left column. " + SENTENCES * 4, "Right column. " + SENTENCES * 4
    document = readers.read(
        typeset(
            "#set page(width: 16cm, height: 20cm)\n#set par(justify: true)\n= One title over both\n"
            f"#grid(columns: 2, column-gutter: 8mm, [{left}], [{right}])"
        )
    )
    assert shown(document) == [
        ("heading", "One title over both"), ("paragraph", left.strip()), ("paragraph", right.strip())
    ]  # fmt: skip


def test_paragraphs_run_across_pages_without_heads_feet_and_numbers(typeset: Typeset) -> None:
    paragraphs = [f"Paragraph {number} begins. {SENTENCES * 5}".strip() for number in range(1, 7)]
    document = readers.read(
        typeset(
            "#set page(width: 12cm, height: 12cm, header: [A report of 2003 #h(1fr) WSSE], "
            'numbering: "1 / 1")\n'
            "#set par(justify: true, first-line-indent: 1em)\n" + "\n\n".join(paragraphs)
        )
    )
    assert texts(document, "paragraph") == paragraphs
    assert document.pages is not None
    assert document.pages > 4
    pages = [block.page for block in document.blocks]
    assert pages[0] == 1
    assert pages == sorted(pages, key=lambda page: page or 0)


def test_headings_that_differ_by_a_number_are_no_running_head(typeset: Typeset) -> None:
    articles = "\n#pagebreak()\n".join(f"== Article {number}\n{SENTENCES}" for number in (1, 4, 6, 9, 15))
    document = readers.read(typeset(f"#set page(width: 12cm, height: 12cm)\n{articles}"))
    assert texts(document, "heading") == ["Article 1", "Article 4", "Article 6", "Article 9", "Article 15"]


def test_footnotes_follow_the_block_that_calls_them(typeset: Typeset) -> None:
    document = readers.read(
        typeset(
            "#set page(width: 14cm, height: 14cm)\n"
            "The first claim#footnote[See the report of the first assembly, which says it at "
            "length.] stands here. "
            f"{SENTENCES}\n\nA second paragraph of 100 m#super[2] follows it#footnote[Another note.].\n"
        )
    )
    assert shown(document) == [
        ("paragraph", f"The first claim stands here. {SENTENCES}".strip()),
        ("note", "See the report of the first assembly, which says it at length."),
        ("paragraph", "A second paragraph of 100 m follows it."),
        ("note", "Another note."),
    ] or "100 m2" in str(shown(document))
    assert [block.label for block in document.blocks if block.role == "note"] == ["1", "2"]


def test_lists_keep_labels_and_items_keep_their_lines(typeset: Typeset) -> None:
    document = readers.read(
        typeset(
            f"#set page(width: 12cm, height: 16cm)\nWe propose:\n+ {SENTENCES}\n+ Second thing.\n  "
            f"- Nested thing.\n\n"
            "06.02 A numbered proposal stays as it is."
        )
    )
    items = [(block.label, block.level, block.text) for block in document.blocks if block.role == "item"]
    assert items == [("1", 1, SENTENCES.strip()), ("2", 1, "Second thing."), (None, 2, "Nested thing.")]
    assert texts(document, "paragraph") == ["We propose:", "06.02 A numbered proposal stays as it is."]


def test_levels_of_headings(typeset: Typeset) -> None:
    document = readers.read(
        typeset(f"= Part\n{SENTENCES}\n== Chapter\n{SENTENCES}\n=== Section\n{SENTENCES}\n= Part two\n{SENTENCES}")
    )
    assert [(block.level, block.text) for block in document.blocks if block.role == "heading"] == [
        (1, "Part"), (2, "Chapter"), (3, "Section"), (1, "Part two")
    ]  # fmt: skip


def test_words_broken_at_line_ends_are_whole(typeset: Typeset) -> None:
    text = "La coopération internationale des organisations socioéconomiques transforme l’approvisionnement. " * 3
    document = readers.read(
        typeset(
            f'#set page(width: 6cm, height: 20cm, margin: 1cm)\n#set text(lang: "fr", hyphenate: '
            f"true)\n#set par(justify: true)\n{text}"
        )
    )
    assert texts(document, "paragraph") == [text.strip()]


def test_tables_become_cells(typeset: Typeset) -> None:
    document = readers.read(
        typeset(
            "#table(columns: (4cm, 4cm), [Who], [Members], [Sol], [12], [Lua], [7])\n\nText after "
            "the table of this page."
        )
    )
    cells = [(block.row, block.column, block.text) for block in document.blocks if block.role == "cell"]
    assert cells == [
        (0, 0, "Who"),
        (0, 1, "Members"),
        (1, 0, "Sol"),
        (1, 1, "12"),
        (2, 0, "Lua"),
        (2, 1, "7"),
    ]


def test_a_page_that_is_a_picture(typeset: Typeset, tmp_path: Path) -> None:
    path = typeset("#rect(width: 10cm, height: 10cm, fill: blue)")
    with pytest.raises(SourceError) as caught:
        readers.read(path)
    assert caught.value.code == "no-text"
    assert "OCR" in caught.value.hint


def test_a_password_and_damage_are_told_apart(typeset: Typeset, tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    path = typeset("Words of the page.")
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(path) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(SourceError) as caught:
        readers.read(locked)
    assert caught.value.code == "encrypted"
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\n" + b"nothing of a PDF\n" * 20)
    with pytest.raises(SourceError) as caught:
        readers.read(damaged)
    assert caught.value.code == "damaged"


def test_metadata(typeset: Typeset) -> None:
    document = readers.read(typeset('#set document(title: "A title", author: ("Ana Sol", "Bo Lind"))\nText.'))
    assert document.metadata["title"] == "A title"
    assert "Ana Sol" in document.metadata["authors"][0]


def page_of(shown: str, cmap: str = "") -> bytes:
    """Return a PDF of one page that shows what a content stream says, its characters mapped to Unicode by a CMap."""
    pikepdf = pytest.importorskip("pikepdf")
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 200))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    if cmap:
        font.ToUnicode = document.make_stream(cmap.encode())
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=document.make_indirect(font)))
    page.Contents = document.make_stream(f"BT /F 12 Tf 20 150 Td {shown} ET".encode())
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def hidden_page(mode: int) -> bytes:
    """Return a PDF with a visible line and one in another render mode."""
    return page_of(f"(Seen by all) Tj {mode} Tr 0 -30 Td (Seen by none) Tj")


def test_invisible_text_without_a_picture_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hidden_page(3))
    assert [text for _, text in shown(readers.read(path))] == ["Seen by all"]
    path.write_bytes(hidden_page(0))
    assert [text for _, text in shown(readers.read(path))] == ["Seen by all", "Seen by none"]


def test_a_character_that_stands_for_nothing_does_not_break_the_line(tmp_path: Path) -> None:
    cmap = "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <05> <0000> endbfchar endcmap"
    path = tmp_path / "a.pdf"
    path.write_bytes(page_of("(Hel\\005lo world) Tj", cmap))
    assert [text for _, text in shown(readers.read(path))] == ["Hello world"]
