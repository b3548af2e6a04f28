from __future__ import annotations

from pathlib import Path

import pytest
from ingest_tools import shown

from wsse_vision.ingest import readers
from wsse_vision.ingest.raw import RawDocument


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def read_text(text: str) -> RawDocument:
        path = tmp_path / "a.md"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return readers.read(path)

    return read_text


def test_broken_front_matter_does_not_lose_the_document(read) -> None:  # type: ignore[no-untyped-def]
    document = read('---\ntitle: "Unclosed\nauthor: [a\ntags: x: y\n---\n\nThe text is here.\n')
    assert shown(document) == [("paragraph", "The text is here.")]
    assert document.metadata["title"] == "Unclosed"


def test_a_rule_at_the_start_is_no_front_matter(read) -> None:  # type: ignore[no-untyped-def]
    document = read("---\n\nA first sentence.\n\n---\n\nA second one.\n")
    assert [text for _, text in shown(document)] == ["A first sentence.", "A second one."]


def test_aliases_in_front_matter_are_not_expanded(read) -> None:  # type: ignore[no-untyped-def]
    bomb = "a: &a [x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\n" for n in range(20)
    )
    assert shown(read(f"---\n{bomb}---\n\nText after it.\n")) == [("paragraph", "Text after it.")]


def test_html_and_shortcodes_leave_no_trace(read) -> None:  # type: ignore[no-untyped-def]
    document = read(
        "_{{glossary:accountability}}_\n\n<aside markdown='1' class='x'>\n  <img src='a.png' alt='avatar'>\n"
        "  Words of *someone*.\n  <p>\n— a person\n  </p>\n</aside>\n\n{% include nav.html "
        "%}\n\n* toc\n{:toc}\n\n"
        "Line one<br>line two <script>alert(1)</script>end.\n"
    )
    assert [text for _, text in shown(document)] == [
        "Words of someone.", "— a person", "Line one line two", "end."
    ]  # fmt: skip


def test_html_tables_keep_their_places(read) -> None:  # type: ignore[no-untyped-def]
    document = read("<table>\n<tr><td>a</td><td>b</td></tr>\n<tr>\n<td></td>\n<td>d</td></tr>\n</table>\n\nAfter.\n")
    assert [(b.role, b.row, b.column, b.text) for b in document.blocks] == [
        ("cell", 0, 0, "a"), ("cell", 0, 1, "b"), ("cell", 1, 1, "d"), ("paragraph", None, None, "After.")
    ]  # fmt: skip


def test_text_stays_as_it_was_typed(read) -> None:  # type: ignore[no-untyped-def]
    document = read('It\'s "worth" $5 to $10 -- or 5$ @ 3.\n# Next\ntext\n- item\n')
    assert shown(document) == [
        ("paragraph", "It's \"worth\" $5 to $10 -- or 5$ @ 3."),
        ("heading", "Next"), ("paragraph", "text"), ("item", "item")
    ]  # fmt: skip


def test_transcripts_keep_their_speakers(read) -> None:  # type: ignore[no-untyped-def]
    document = read("### Ana：\nBonjour.\n\nBo: Good morning.\n")
    assert shown(document) == [
        ("heading", "Ana："),
        ("paragraph", "Bonjour."),
        ("paragraph", "Bo: Good morning."),
    ]


def test_images_speak_only_if_they_say_something(read) -> None:  # type: ignore[no-untyped-def]
    document = read(
        "![](a.png)\n\n![IMG_0012.JPG](b.png)\n\n![The five steps of a circle](c.png)\n\n"
        "![A duck Description automatically generated](d.png)\n"
    )
    assert [text for _, text in shown(document)] == ["The five steps of a circle"]


def test_what_is_struck_out_is_not_said(read) -> None:  # type: ignore[no-untyped-def]
    assert shown(read("We ~~refuse~~ accept this.\n")) == [("paragraph", "We accept this.")]
