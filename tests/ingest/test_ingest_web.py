from __future__ import annotations

from pathlib import Path

from ingest_tools import shown

from wsse_vision.ingest import readers
from wsse_vision.ingest.raw import RawDocument


def read(tmp_path: Path, page: str | bytes, name: str = "a.html") -> RawDocument:
    path = tmp_path / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return readers.read(path)


def test_the_main_part_is_taken_and_hidden_things_are_not(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        """<!doctype html><html lang="pt-BR"><head><title>T &amp; U</title>
        <meta name="author" content="Ana Sol">
        <script>var x = "</p>";</script><style>p {}</style></head><body>
        <header><a href="/">Home</a></header><nav><ul><li>Menu</li></ul></nav>
        <main><h1>Title</h1><p>First<br>line.<span hidden>no</span><span style="display: none">no</span></p>
        <p hidden>Unclosed and hidden <div>Open text of the page.</div><aside aria-hidden="true">no</aside>
        <p>A claim<sup class="reference"><a href="#n1">[1]</a></sup> stands<a href="#n2">[2]</a>.</p></main>
        <footer>Imprint</footer></body></html>""",
    )
    assert shown(document) == [
        ("heading", "Title"), ("paragraph", "First line."), ("paragraph", "Open text of the page."),
        ("paragraph", "A claim stands."),
    ]  # fmt: skip
    assert document.metadata == {"title": "T & U", "authors": ["Ana Sol"], "language": "pt"}


def test_a_page_without_main_part_is_read_whole(tmp_path: Path) -> None:
    document = read(tmp_path, "<p>One sentence.</p><main></main><p>Another sentence, outside.</p>")
    assert [text for _, text in shown(document)] == ["One sentence.", "Another sentence, outside."]


def test_the_encoding_that_a_page_declares_counts(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-1"><p>Économie “solidaire” à l’œuvre</p>'.encode("cp1252")
    assert shown(read(tmp_path, page)) == [("paragraph", "Économie “solidaire” à l’œuvre")]


def test_deeply_nested_pages_do_no_harm(tmp_path: Path) -> None:
    document = read(tmp_path, "<div>" * 300 + "<p>Deep inside.</p>" + "</div>" * 300)
    assert [text for _, text in shown(document)] == ["Deep inside."]
