from __future__ import annotations

import pytest

from wsse_vision.ingest.encoding import decode
from wsse_vision.ingest.lines import join, marker, section_level, vocabulary
from wsse_vision.ingest.plain import text_blocks
from wsse_vision.model import SourceError

FRENCH = "L’économie solidaire, « bâtie » par nous — voilà l’œuvre à naître, où l’être prévaut… Ça ira !"
PORTUGUESE = "A autogestão não é só uma questão técnica: é também a emancipação dos trabalhadores."
RUSSIAN = "Солидарная экономика объединяет людей, которые вместе производят и распределяют блага. " * 4
POLISH = "Spółdzielnia zrzesza ludzi, którzy wspólnie prowadzą działalność gospodarczą i dzielą się zyskiem. " * 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("text", [FRENCH, PORTUGUESE])
def test_the_encodings_of_our_languages(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_old_encodings_of_dos_and_mac() -> None:
    assert decode(PORTUGUESE.encode("mac_roman")) == PORTUGUESE
    assert decode(PORTUGUESE.encode("cp850")) == PORTUGUESE
    assert decode(FRENCH.replace("’", "'").encode("latin-1", "ignore"))[:24] == "L'économie solidaire, « "


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (POLISH, "cp1250")])
def test_other_encodings_are_told_or_refused_but_never_guessed_wrong(text: str, encoding: str) -> None:
    try:
        assert decode(text.encode(encoding)) == text
    except SourceError as error:
        assert error.code == "encoding"


def test_binary_data_is_no_text() -> None:
    for data in (bytes(range(256)) * 8, b"\x00\x01\x02" * 50, b"MZ\x90\x00\x03"):
        with pytest.raises(SourceError):
            decode(data)


def test_a_file_cut_off_within_a_character() -> None:
    assert decode("così è".encode()[:-1]) == "così "


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.role, block.text) for block in text_blocks(text)]


def test_wrapped_lines_are_joined_and_blank_lines_part() -> None:
    wrapped = (
        "The workgroup met in June to speak about a new eco-\nnomy, and about the way in which solidarity\n"
        "can be its rule. It went well, as all agreed.\n\nA second paragraph of this text "
        "that is wrapped at\nthe same width.\n"
    )
    first, second = blocks(wrapped)
    assert first[1].endswith("can be its rule. It went well, as all agreed.")
    assert "a new economy, and" in first[1]
    assert second[1].endswith("wrapped at the same width.")


def test_unwrapped_lines_are_paragraphs() -> None:
    line = "This is one long line that holds a whole paragraph of text, as editors without wrapping write it down. " * 2
    assert blocks(f"{line}\r\n{line}\r\n") == [("paragraph", line.strip()), ("paragraph", line.strip())]


def test_lists_and_headings() -> None:
    text = (
        "TITLE OF IT\n\nFirst part\n==========\n\n2.1 Numbered heading\n\n"
        "- one\n- two\n  goes on\n   a) nested\n\n1) first.\n2) second.\n"
    )
    assert blocks(text) == [
        ("heading", "TITLE OF IT"), ("heading", "First part"), ("heading", "2.1 Numbered heading"),
        ("item", "one"), ("item", "two goes on"), ("item", "nested"), ("item", "first."), ("item", "second."),
    ]  # fmt: skip
    assert [block.label for block in text_blocks(text)][-3:] == ["a", "1", "2"]


def test_turns_of_a_transcript_stay_apart() -> None:
    text = "Ana: We began small.\nBo: How small?\nAna: Three people and a\nborrowed oven.\n"
    assert [text for _, text in blocks(text)] == [
        "Ana: We began small.", "Bo: How small?", "Ana: Three people and a borrowed oven."
    ]  # fmt: skip


def test_subtitles_lose_their_times() -> None:
    cues = "1\n00:00:06,500 --> 00:00:09,000\nAbout two\nmonths\n\n2\n00:00:09,000 --> 00:00:11,000\nago\n"
    assert blocks(cues) == [("paragraph", "About two months ago")]


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("• one", None, "one"), ("1. one", "1", "one"), ("(b) two", "b", "two"), ("iv) x", "iv", "x"),
        ("– tiret", None, "tiret"), ("III. x", "III", "x"),
    ],
)  # fmt: skip
def test_markers(line: str, label: str | None, rest: str) -> None:
    found = marker(line)
    assert found is not None
    assert (found.label, found.text) == (label, rest)


@pytest.mark.parametrize(
    "line", ["06.02 Local money", "2003 was good", "A. Tang said", "-5 degrees", "e-mail", "1.5 million"]
)
def test_what_is_no_marker(line: str) -> None:
    assert marker(line) is None


def test_numbers_of_headings() -> None:
    assert [section_level(line) for line in ("1. Title", "2.1 Title", "2.1.3. Title", "Title", "1.5 %")] == [
        1,
        2,
        3,
        0,
        0,
    ]


def test_broken_words_are_made_whole() -> None:
    lines = ["une socio-", "économie et une co-", "opérative, un porte-", "Parole"]
    assert join(lines, set()) == "une socioéconomie et une coopérative, un porte-Parole"
    words = vocabulary(["La socio-économie est là."])
    assert "socio-économie" in words
    assert join(lines[:2], words) == "une socio-économie et une co-"
    assert join(["trans\x02", "parent"], set()) == "transparent"
    assert join(["de 1990-", "2000"], set()) == "de 1990- 2000"
