"""HTML: one file that needs no other, shows what was said, and asks nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import Folder
from wsse_vision.publish import html
from wsse_vision.publish.markdown import text

Make = Callable[..., dict[str, Any]]

OWN_SCRIPTS = 2
"""A page has its data for search engines and its one small program, and no other script."""


class Tags(HTMLParser):
    """Reads a page: its tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data

    def of(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of each such tag."""
        return [given for name, given in self.tags if name == tag]


def page_of(folder: Folder, record: dict[str, Any]) -> str:
    """Return the page of a composed publication."""
    return html.write(folder.project, record).decode()


def test_a_page_says_what_it_is(folder: Folder, composed: Make) -> None:
    page = Tags(page_of(folder, composed(language="fr", title="Une vision & plus")))
    assert page.of("html")[0]["lang"] == "fr"
    assert page.text.count("Une vision & plus") >= 2
    assert {"name": "DC.identifier", "content": "0123456789ab"} in page.of("meta")
    assert len(page.of("main")) == 1


def test_a_publication_made_of_specimens_says_so(folder: Folder, composed: Make) -> None:
    assert "specimen sources" in page_of(folder, composed(specimens=3))
    assert "specimen sources" not in page_of(folder, composed(specimens=0))


def test_a_quote_stands_in_its_own_language_with_its_source_below(folder: Folder, composed: Make) -> None:
    page = page_of(folder, composed())
    assert '<blockquote lang="fr">' in page
    assert re.search(
        r'<figure class="quote value"[^>]*>\s*<blockquote lang="en">.*?</blockquote>\s*<figcaption>.*?</figure>',
        page,
        re.DOTALL,
    )


def test_a_figure_is_drawn_in_place_and_described(folder: Folder, composed: Make) -> None:
    [drawing] = [given for given in Tags(page_of(folder, composed())).of("svg") if given.get("role") == "img"]
    assert drawing["aria-label"] == 'Two discs, "joined".'


def test_the_page_asks_no_host_for_anything(folder: Folder, composed: Make) -> None:
    page = page_of(folder, composed())
    tags = Tags(page)
    loaded = [
        value
        for _tag, given in tags.tags
        for name, value in given.items()
        if name in ("src", "srcset", "data", "poster", "action", "background")
    ]
    assert loaded == []
    assert not {"iframe", "object", "embed", "link", "base", "form"} & {tag for tag, _given in tags.tags}
    assert {url.split(":")[0] for url in re.findall(r"url\(['\"]?([^)'\"]+)", page)} <= {"data"}
    assert "@import" not in page
    assert all(given["href"].startswith(("#", "../../evidence/")) for given in tags.of("a"))
    [policy] = [given for given in tags.of("meta") if given.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy["content"]
    assert "unsafe" not in policy["content"]


def test_the_works_that_are_cited_can_be_taken_along(folder: Folder, composed: Make) -> None:
    record = composed("# References {#references}\n\nA book.\n", language="fr")
    record["works"] = {"items": [{"id": "book"}], "bibtex": ""}
    links = [given["href"] for given in Tags(page_of(folder, record)).of("a") if "download" in given]
    assert links == ["synthesis-0.1.fr.bib", "synthesis-0.1.fr.csl.json"], (
        "beside the page, as the stage of works writes"
    )
    record["works"]["items"] = []
    assert "downloads" not in re.findall(r'<p class="([^"]*)"', page_of(folder, record))


def test_a_link_that_an_editor_wrote_is_a_link_and_no_more(folder: Folder, composed: Make) -> None:
    tags = Tags(page_of(folder, composed("[the site](https://example.org)\n")))
    assert "https://example.org" in [given["href"] for given in tags.of("a")]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x"]
)
def test_no_link_runs_anything(folder: Folder, composed: Make, target: str) -> None:
    tags = Tags(page_of(folder, composed(f"[click]({target})\n")))
    assert [
        given["href"] for given in tags.of("a") if given["href"].lower().startswith(("javascript", "data", "vbscript"))
    ] == []


def test_a_picture_from_elsewhere_is_not_fetched(folder: Folder, composed: Make) -> None:
    page = page_of(folder, composed("![a map](https://example.org/map.png)\n"))
    assert [given for given in Tags(page).of("img") if not given["src"].startswith("data:")] == []


def test_an_attribute_cannot_be_broken_out_of(folder: Folder, composed: Make) -> None:
    hostile = '\\"><script>alert(1)</script><b x=\\"'
    markdown = (
        f'::: {{.quote lang="{hostile}"}}\nsaid\n\nsource\n:::\n\n'
        f'::: {{.proposal lang="{hostile}" label="{hostile}"}}\nsaid\n\nsource\n:::\n\n'
        f'::: {{.drawing name="map" alt="{hostile}"}}\ncaption\n:::\n'
    )
    tags = Tags(
        page_of(
            folder,
            composed(
                markdown, title='"><script>', subtitle="</title><script>", abstract='"><script>', organisation="<b>"
            ),
        )
    )
    assert "b" not in {tag for tag, _given in tags.tags}
    assert len(tags.of("script")) == OWN_SCRIPTS
    assert any("<script>alert(1)</script>" in given.get("lang", "") for given in tags.of("blockquote")), (
        "it is still there, as text"
    )


def test_words_of_a_source_are_no_markup(folder: Folder, composed: Make) -> None:
    page = page_of(folder, composed(str(text("<script>alert(1)</script> &amp; /*STYLE*/ $title$"))))
    tags = Tags(page)
    assert len(tags.of("script")) == OWN_SCRIPTS
    assert "<script>alert(1)</script> &amp;" in tags.text
    assert page.count("--ink:") == 2, "the style goes to its place and not into the text"
    assert "/*STYLE*/" in tags.text


def test_the_same_publication_gives_the_same_bytes(folder: Folder, composed: Make) -> None:
    assert html.write(folder.project, composed()) == html.write(folder.project, composed())


def test_a_table_can_be_scrolled_with_the_keyboard(folder: Folder, composed: Make) -> None:
    frames = [given for given in Tags(page_of(folder, composed())).of("div") if given.get("class") == "table"]
    assert [(frame["role"], frame["tabindex"]) for frame in frames] == [("group", "0")]


@given(st.tuples(*[st.integers(0, 5000)] * 4))
def test_a_bar_of_votes_is_as_wide_as_its_votes(counts: tuple[int, int, int, int]) -> None:
    bars = Tags(html.vote_bar(" ".join(map(str, counts)))).of("rect")
    assert [bar["class"] for bar in bars] == ["agree", "half", "disagree", "unknown"]
    total = sum(counts) or 1
    for bar, count in zip(bars, counts, strict=True):
        assert abs(float(bar["width"]) - 100 * count / total) < 0.01
    ends = [float(bar["x"]) + float(bar["width"]) for bar in bars]
    assert [float(bar["x"]) for bar in bars[1:]] == pytest.approx(ends[:-1], abs=0.01)
    assert ends[-1] <= 100.05


def test_a_bar_is_for_the_eyes_since_the_words_beside_it_say_the_same() -> None:
    assert 'aria-hidden="true"' in html.vote_bar("1 2 3 4")


def test_a_quote_leads_to_its_place() -> None:
    assert html.evidence_page("book", "5f0c") == "../../evidence/book.html#e-5f0c"
