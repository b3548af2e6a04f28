from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ingest_tools import blocks_of, shown

from wsse_vision.ingest import readers
from wsse_vision.model import SourceError

TEXT = """---
title: A charter
author: [Ana Sol, Bo Lind]
lang: en
---

# Values

Solidarity is a value.[^1] It *binds* [us](https://example.org/page).

[^1]: A note with its own sentence.

3. third
4. fourth
    a. nested

- one
- two

> A quoted sentence.

| Who | What |
|-----|------|
| we  | act  |
"""


@pytest.mark.parametrize("name", ["a.md", "a.docx", "a.odt", "a.rtf", "a.html", "a.epub", "a.tex"])
def test_roles_survive_in_every_format(name: str, made: Callable[[str, str], Path]) -> None:
    document = readers.read(made(name, TEXT))
    found = shown(document)
    assert ("heading", "Values") in found
    assert ("paragraph", "Solidarity is a value. It binds us.") in found
    assert any(role in ("note", "item") and text.startswith("A note with its own sentence.") for role, text in found)
    assert ("item", "third") in found
    assert ("item", "two") in found
    assert any(role in ("quote", "paragraph") and text == "A quoted sentence." for role, text in found)
    cells = [block for block in document.blocks if block.role == "cell"]
    assert [(cell.row, cell.column, cell.text.strip()) for cell in cells] == [
        (0, 0, "Who"), (0, 1, "What"), (1, 0, "we"), (1, 1, "act")
    ]  # fmt: skip
    assert not any("example.org" in text for _, text in found)


def test_list_items_have_the_label_that_readers_see(made: Callable[[str, str], Path]) -> None:
    document = readers.read(made("a.docx", TEXT))
    items = [(block.label, block.level, block.text) for block in document.blocks if block.role == "item"]
    assert items == [
        ("3", 1, "third"), ("4", 1, "fourth"), ("a", 2, "nested"), (None, 1, "one"), (None, 1, "two")
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.md", "a.docx", "a.odt", "a.html", "a.epub"])
def test_documents_tell_their_title(name: str, made: Callable[[str, str], Path]) -> None:
    assert readers.read(made(name, TEXT)).metadata["title"] == "A charter"


def test_extensions_count_in_capitals_and_in_their_variants(tmp_path: Path) -> None:
    for name in ("A.MD", "b.markdown", "c.mdwn"):
        assert readers.format_of(tmp_path / name) == "md"
    assert readers.format_of(Path("x.HTM")) == "html"
    assert readers.format_of(Path("x.docm")) == "docx"


def problem(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        readers.read(path)
    return caught.value


def test_unknown_formats_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pages"
    path.write_bytes(b"x")
    assert problem(path).code == "unknown-format"


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.md", "a.mbox"])
def test_empty_files_are_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b" \n")
    assert problem(path).code == "no-text"


def test_names_that_lie(made: Callable[[str, str], Path], tmp_path: Path) -> None:
    lying = tmp_path / "lie.docx"
    lying.write_bytes(made("a.rtf", TEXT).read_bytes())
    assert problem(lying).message == "is an RTF document in spite of its name"
    lying = tmp_path / "lie.txt"
    lying.write_bytes(made("a.odt", TEXT).read_bytes())
    assert problem(lying).code == "wrong-format"
    lying = tmp_path / "lie.pdf"
    lying.write_bytes(b"just text")
    assert problem(lying).code == "damaged"
    lying = tmp_path / "lie2.txt"
    lying.write_bytes(bytes(range(256)) * 20)
    assert problem(lying).code == "not-text"


def test_a_document_cut_off_is_damaged(made: Callable[[str, str], Path], tmp_path: Path) -> None:
    cut = tmp_path / "cut.docx"
    whole = made("a.docx", TEXT).read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    assert problem(cut).code == "damaged"


def test_a_password_is_not_taken_for_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    path.write_bytes(signature + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert problem(path).code == "encrypted"
    path.write_bytes(signature + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600)
    assert problem(path).message == "is an old Word document (.doc) in spite of its name"


def test_blocks_of_slides_know_their_slide(made: Callable[[str, str], Path]) -> None:
    document = readers.read(made("a.pptx", "# One\n\nFirst thing said.\n\n# Two\n\n- item here\n"))
    assert document.pages == 2
    assert [block.page for block in document.blocks if block.text == "item here"] == [2]


def test_definition_lists_become_items(made: Callable[[str, str], Path]) -> None:
    document = readers.read(made("a.md", "Commons\n\n:   A resource that is shared.\n"))
    assert shown(document) == [("item", "Commons: A resource that is shared.")]
    assert blocks_of(document)[0].level == 1
