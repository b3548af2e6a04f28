"""The package of a book: it finds its places, and claims nothing that is not true."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from made import Folder
from wsse_vision.publish import epub

Make = Callable[..., dict[str, Any]]


def files(content: bytes) -> dict[str, str]:
    """Return the texts in an EPUB."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".css"))]
        return {name: archive.read(name).decode() for name in names}


@pytest.fixture
def book(folder: Folder, composed: Make) -> dict[str, str]:
    """The texts of a small book."""
    return files(epub.write(folder.project, composed()))


def test_every_page_of_the_list_is_marked_in_the_text(book: dict[str, str]) -> None:
    listed = re.findall(r'<a href="(text/[^"#]+)#(page-\d+)">', book["EPUB/nav.xhtml"])
    assert listed
    for name, mark in listed:
        assert re.search(rf'epub:type="pagebreak" role="doc-pagebreak" id="{mark}"', book[f"EPUB/{name}"])


def test_landmarks_lead_to_the_text(book: dict[str, str]) -> None:
    for kind in ("toc", "bodymatter", "titlepage"):
        assert f'epub:type="{kind}"' in book["EPUB/nav.xhtml"]


def test_there_is_a_cover_with_words_for_those_who_cannot_see_it(book: dict[str, str]) -> None:
    assert 'properties="cover-image"' in book["EPUB/content.opf"]
    assert 'role="img" aria-label="Cover: A vision"' in book["EPUB/text/cover.xhtml"]


def test_descriptions_of_figures_are_claimed_only_where_there_are_figures(folder: Folder, composed: Make) -> None:
    with_figures = files(epub.write(folder.project, composed()))["EPUB/content.opf"]
    record = composed("# Words {#words}\n\nOnly words.\n")
    record["figures"] = {}
    without = files(epub.write(folder.project, record))["EPUB/content.opf"]
    assert "alternativeText" in with_figures and "visual" in with_figures
    assert "alternativeText" not in without and "visual" not in without
    for package in (with_figures, without):
        assert "schema:accessibilitySummary" in package
        assert "conformsTo" not in package, "nobody has certified it"


def test_page_numbers_are_said_to_be_no_others(book: dict[str, str]) -> None:
    assert '<meta property="pageBreakSource">none</meta>' in book["EPUB/content.opf"]


def test_languages_are_said_in_both_ways(book: dict[str, str]) -> None:
    texts = "".join(text for name, text in book.items() if name.startswith("EPUB/text/"))
    assert '<blockquote lang="fr" xml:lang="fr">' in texts
    assert not re.findall(r'<blockquote lang="[^"]*">', texts)


def test_styles_need_no_custom_properties(book: dict[str, str]) -> None:
    assert "var(--" not in "".join(text for name, text in book.items() if name.endswith(".css"))


def test_chapters_are_titled_by_their_headings(book: dict[str, str]) -> None:
    assert "<title>Values</title>" in "".join(book.values())
