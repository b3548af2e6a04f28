"""The head of a page: its policy, and what machines read about a publication."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

from made import Folder
from wsse_vision.publish import html, webpage, webtables

Make = Callable[..., dict[str, Any]]


def test_only_the_styles_and_the_script_of_the_page_itself_are_let_in(folder: Folder, composed: Make) -> None:
    page = html.write(folder.project, composed()).decode()
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    for kind, found in (("style", "<style>(.*?)</style>"), ("script", "<script>(.*?)</script>")):
        [content] = re.findall(found, page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not re.findall(r"<[^>]*\s(?:style|on[a-z]+)=", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)), (
        "a style or a handler in an attribute would be kept out by the policy"
    )


def test_search_engines_and_reference_managers_learn_what_it_is(folder: Folder, composed: Make) -> None:
    page = html.write(folder.project, composed(title="A <vision> & more")).decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    said = json.loads(data)
    assert (said["name"], said["inLanguage"], said["version"]) == ("A <vision> & more", "en", "0.1")
    assert said["datePublished"] == "2026-11-23"
    assert "<vision>" not in data
    for name, content in (
        ("citation_title", "A &lt;vision&gt; &amp; more"),
        ("citation_author", "The workgroup"),
        ("citation_publication_date", "2026/11/23"),
        ("citation_publisher", "The workgroup"),
        ("citation_language", "en"),
        ("DC.language", "en"),
    ):
        assert f'<meta name="{name}" content="{content}">' in page
    assert '<meta property="og:title"' in page
    assert '<meta property="og:locale" content="en_GB">' in page, "Open Graph wants a country, too"


def test_what_is_not_known_is_left_out(composed: Make) -> None:
    meta = composed(date=None, organisation="")["meta"]
    names = [name for name, _value in webpage.names(meta)]
    assert not {"citation_publication_date", "citation_author", "DC.date"} & set(names)
    assert not {"datePublished", "author"} & set(json.loads(webpage.linked_data(meta)))


def test_each_quote_has_an_anchor_and_says_how_to_cite_it(folder: Folder, composed: Make) -> None:
    page = html.write(folder.project, composed()).decode()
    assert 'id="q-1"' in page
    assert page.count('id="q-1"') == 1, "the same quote twice has one anchor"
    [words, *_more] = re.findall(r'<details class="cite"><summary>Cite</summary><p>(.*?)</p>', page)
    assert words == "A book. Quoted in: The workgroup, A vision, Version 0.1, 23 November 2026, #q-1"


def test_a_note_opens_where_it_is_called_without_a_script(folder: Folder, composed: Make) -> None:
    page = html.write(folder.project, composed("Words.[^1]\n\n[^1]: A remark.\n")).decode()
    assert 'popovertarget="note-1"' in page
    assert re.search(r'<div popover role="note"[^>]* id="note-1">\s*<p>A remark.</p>', page)


def test_a_table_names_its_columns_on_every_cell_for_small_screens(read_markdown: Callable[[str], list[Any]]) -> None:
    [table] = read_markdown("| theme | sources |\n|:---|---:|\n| work | 3 |\n| debt | 4 |\n")
    assert webtables.for_screen(table) == "theme, sources"
    [body] = table["c"][4]
    name, count = body[3][0][1]
    assert dict(name[0][2]) == {"scope": "row"}
    assert dict(count[0][2]) == {"data-label": "sources"}
    assert count[0][1] == ["right"]
