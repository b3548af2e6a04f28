"""EPUB: the same bytes for the same publication, and an identifier that stays."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from xml.etree import ElementTree

import pytest

from made import Folder
from wsse_vision.publish import epub
from wsse_vision.publish.pandoc import PandocError

Make = Callable[..., dict[str, Any]]


def entries(content: bytes) -> dict[str, bytes]:
    """Return the files in an EPUB."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def book(folder: Folder, composed: Make) -> dict[str, bytes]:
    """The files of a small book."""
    return entries(epub.write(folder.project, composed()))


def test_the_same_publication_gives_the_same_bytes(folder: Folder, composed: Make) -> None:
    assert epub.write(folder.project, composed()) == epub.write(folder.project, composed())
    assert epub.write(folder.project, composed(date=None)) == epub.write(folder.project, composed(date=None))


def test_an_edition_keeps_its_identifier_whatever_its_content(folder: Folder, composed: Make) -> None:
    meta = composed()["meta"]
    assert epub.identifier(meta) == epub.identifier(
        {**meta, "abstract": "Other", "build": "f" * 12, "date": "2030-01-01", "day": "1 January 2030"}
    )
    others = [
        epub.identifier({**meta, key: value})
        for key, value in (("language", "fr"), ("version", "0.2"), ("slug", "interviews"), ("project", "P"))
    ]
    assert len({epub.identifier(meta), *others}) == 5
    package = entries(epub.write(folder.project, composed()))["EPUB/content.opf"].decode()
    assert package.count(epub.identifier(meta)) >= 1
    assert f'<meta property="schema:identifier">{meta["build"]}</meta>' in package


def test_every_page_is_well_formed(book: dict[str, bytes]) -> None:
    pages = [name for name in book if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg"))]
    assert len(pages) > 4
    for name in pages:
        ElementTree.fromstring(book[name])  # noqa: S314 - our own


def test_the_package_says_what_the_book_is(book: dict[str, bytes]) -> None:
    package = book["EPUB/content.opf"].decode()
    for said in (
        "<dc:title",
        "A vision",
        "<dc:language>en</dc:language>",
        "The workgroup",
        "What is held in common.",
        "2026-11-23",
    ):
        assert said in package


def test_a_drawing_is_a_file_of_its_own_with_words_for_those_who_cannot_see_it(book: dict[str, bytes]) -> None:
    assert [name for name in book if name.endswith(".svg")]
    page = "".join(content.decode() for name, content in book.items() if name.endswith(".xhtml"))
    assert "Two discs, &quot;joined&quot;." in page


def test_the_book_asks_no_host_for_anything(book: dict[str, bytes]) -> None:
    package = book["EPUB/content.opf"].decode()
    assert "remote-resources" not in package
    for name, content in book.items():
        if name.endswith((".xhtml", ".css")):
            shown = content.decode()
            assert 'src="http' not in shown and "url(http" not in shown and "<script" not in shown, name


def test_a_book_of_specimens_says_so(folder: Folder, composed: Make) -> None:
    for specimens, said in ((2, True), (0, False)):
        book = entries(epub.write(folder.project, composed(specimens=specimens)))
        assert any(b"specimen sources" in content for name, content in book.items() if name.endswith(".xhtml")) is said


def test_a_title_with_marks_in_it_is_a_title(folder: Folder, composed: Make) -> None:
    hostile = 'A & B <i>"vision"</i> 100%'
    book = entries(
        epub.write(
            folder.project,
            composed(title=hostile, subtitle=hostile, organisation=hostile, abstract=hostile, project=hostile),
        )
    )
    package = ElementTree.fromstring(book["EPUB/content.opf"])  # noqa: S314 - our own
    names = {"dc": "http://purl.org/dc/elements/1.1/"}
    for field in ("title", "creator", "publisher", "description"):
        assert [node.text for node in package.findall(f".//dc:{field}", names)] == [hostile], field


@pytest.mark.parametrize("way", ["{path}", "file://{path}", "../../../../../../../..{path}"])
def test_no_file_of_the_machine_is_packed_into_a_book(folder: Folder, composed: Make, tmp_path: Path, way: str) -> None:
    """The writer runs outside pandoc's sandbox, so what it may read has to be settled before."""
    (tmp_path / "secret").write_bytes(b"the secret of this machine")
    try:
        book = entries(epub.write(folder.project, composed(f"![a map]({way.format(path=tmp_path / 'secret')})\n")))
    except PandocError:
        return
    assert [name for name, content in book.items() if b"the secret of this machine" in content] == []


def test_nothing_is_fetched_while_a_book_is_made(folder: Folder, composed: Make) -> None:
    """A narrative may name a picture on the web; building must not ask anybody for it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with contextlib.suppress(PandocError):
            epub.write(folder.project, composed(f"![a map](http://127.0.0.1:{server.server_port}/map.png)\n"))
        server.shutdown()
    assert asked == []


def test_a_dark_page_has_ink_and_paper_of_its_own(book: dict[str, bytes]) -> None:
    [style] = [data.decode() for name, data in book.items() if name.endswith(".css")]
    dark = style.split("prefers-color-scheme:dark", 1)[1]
    assert re.search(r"html,body{color:#[0-9a-f]{6};background:#[0-9a-f]{6}}", dark), (
        "light letters on a page that stayed white cannot be read"
    )
