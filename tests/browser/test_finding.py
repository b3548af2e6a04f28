"""The evidence browser, the search and the map in a real Chromium, from disk and from a web server below a path."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from test_browser import HERE, OUTPUTS, REPOSITORY, TOOLS, axe, chromium, require_tools
from test_browser import site as pages_of_site

from wsse_vision.site.searchindex import fold, words

pytestmark = pytest.mark.browser

BELOW = "/some/where/"
"""The path of the site on the web server."""

LIMIT = 300
"""Milliseconds from a letter typed to the first result painted, with 20,000 elements."""


@pytest.fixture(autouse=True)
def _tools() -> None:
    require_tools()


class _Below(SimpleHTTPRequestHandler):
    """Serves a folder below a path and nothing above it."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BELOW.rstrip("/"))) if path.startswith(BELOW) else "/nowhere"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a web server that serves the built site below a path."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Below, directory=str(OUTPUTS))) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}{BELOW}"
        found.shutdown()


@pytest.fixture(params=["disk", "server"])
def site(request: pytest.FixtureRequest) -> str:
    """The address of the site: a folder on disk, then a web server."""
    address: str = f"{OUTPUTS.as_uri()}/" if request.param == "disk" else request.getfixturevalue("server")
    return address


def seen(story: str, site: str, *pages: str) -> dict[str, Any]:
    """Return what was seen in a story of ``finding.mjs``; nothing may have gone wrong in the browser."""
    done = subprocess.run(
        ["node", str(HERE / "finding.mjs"), str(TOOLS), str(chromium()), story, site, *pages],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["errors"] == []
    return found


def test_a_french_word_is_found_with_and_without_its_accent(site: str) -> None:
    told = seen("words", site)
    assert told["accented"]["shown"] > 0
    for name in ("count", "first", "shown"):
        assert told["accented"][name] == told["plain"][name]
    assert "économie" in told["plain"]["marks"]
    assert len(told["begun"]["marks"]) > 3, "the beginning of a word is enough"
    assert told["nothing"]["count"] == "Nothing was found." and told["nothing"]["shown"] == 0
    assert told["all"]["shown"] == 50
    assert told["followed"] and all(told["followed"])


def test_filters_are_in_the_address_and_come_back_from_it(site: str) -> None:
    told = seen("filters", site)
    assert told["one"]["address"] == "#kind=value"
    assert told["two"]["address"] == "#q=work&theme=work&kind=value"
    assert told["back"] == told["one"], "two steps back: the word, then the theme"
    for name in ("forward", "restored"):
        assert told[name] == told["two"]
    for name in ("count", "fields", "first"):
        assert told["asked"][name] == told["two"][name], "an address with ? asks for the same"
    assert told["cleared"]["fields"] == [] and told["cleared"]["address"] == ""
    assert (told["more"]["shown"], told["focus"]) == (100, 50)


def test_the_search_finds_sections_and_passages_the_own_language_first(site: str) -> None:
    told = seen("search", site)
    assert told["accented"]["headings"] == told["plain"]["headings"] != []
    assert "Français" in told["plain"]["headings"][0]
    assert "économie" in told["plain"]["marks"]
    assert told["followed"] and all(told["followed"])
    assert "English" in told["restored"]["headings"][0]


def test_a_theme_is_chosen_on_the_map_by_pointer_and_by_keys(site: str) -> None:
    told = seen("map", site)
    assert told["clicked"]["picked"] == ["work"] and told["clicked"]["near"] >= 5
    assert told["clicked"]["address"] == "#theme=work"
    assert "values" in told["clicked"]["card"] and "Neighbours:" in told["clicked"]["card"]
    assert told["let_go"]["picked"] == [] and told["let_go"]["card"] == told["before"]["card"]
    assert told["focused"]["picked"] == told["restored"]["picked"] == ["debt"]
    assert told["opened"] == f"{site}themes/debt.html"


def test_every_link_of_each_kind_of_page_leads_to_a_file_and_into_it(site: str) -> None:
    names = [path.relative_to(OUTPUTS).as_posix() for path in pages_of_site()]
    told = seen("links", site, *names)["links"]
    assert sorted(told) == sorted(names)
    lost = {(name, link) for name in names for link in told[name] if not leads(link, site)}
    assert sorted(lost) == []


def leads(link: str, site: str) -> bool:
    """Return whether a link of the site leads to a file below it, and to a place in it where it names one."""
    address, _hash, anchor = link.partition("#")
    if not address.startswith(site):
        return bool(re.match(r"https?://(?!127\.)", address))
    path = OUTPUTS / unquote(address.removeprefix(site).partition("?")[0])
    if not path.is_file() or OUTPUTS.resolve() not in path.resolve().parents:
        return False
    return not anchor or "=" in anchor or f'id="{unquote(anchor)}"' in _text(path)


@functools.cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


PUBLICATION = "synthesis/0.1/synthesis-0.1.fr.html"


def read_well(told: dict[str, Any]) -> None:
    """Assert that references and citations of a publication open in place by keys alone."""
    assert told["name"], "the button that opens a reference has a name"
    assert len(told["opened"]) == 1 and told["opened"][0], "the reference opens"
    assert told["closed"] == [] and told["back"], "Escape closes it and leads back"
    assert told["quote"] and "Version 0.1" in told["citation"]


def test_a_publication_is_read_by_keys(site: str) -> None:
    told = seen("reading", site, PUBLICATION)
    read_well(told)
    assert told["current"] == [told["heading"]], "the contents follow the reader"
    assert told["copied"] == f"«\u202f{told['quote']}\u202f»\n{told['citation'].strip()}"


def test_without_scripts_publications_read_as_well_and_pages_offer_lists(site: str) -> None:
    told = seen("plain", site, PUBLICATION)
    read_well(told)
    assert told["buttons"] == 0, "no button that does nothing"
    assert not any(way["form"] for way in told["ways"].values())
    assert all(told["ways"][name]["said"] for name in ("evidence/index.html", "search.html"))
    least = {"evidence/index.html": 22 + 8 + 37, "search.html": 4, "map.html": 22}
    assert {name: way["links"] >= least[name] for name, way in told["ways"].items()} == dict.fromkeys(least, True)


def test_on_a_telephone_the_first_passage_is_on_the_first_screen(site: str) -> None:
    told = seen("phone", site)
    assert not told["began"]["open"] and told["began"]["first"] < 680
    assert told["chosen"]["open"], "a filter that is in use stays in sight"
    assert told["restored"]["open"], "so does one that came with the address"


def test_axe_finds_nothing_on_evidence_search_and_map_in_use() -> None:
    names = (
        "evidence/index.fr.html#kind=value&q=travail", "search.fr.html#q=economie", "map.es.html#theme=work",
        "themes/debt.pt.html",
    )  # fmt: skip
    found = axe([OUTPUTS / name for name in names])
    assert [f"{f['path']} {f['scheme']} {f['width']}: {f['what']}" for f in found] == []


def test_with_20_000_elements_the_first_result_comes_at_once(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, str(REPOSITORY / "benchmarks" / "browsing.py"), str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    told = seen("speed", f"{(tmp_path / 'outputs').as_uri()}/")
    assert told["last"]["shown"] == 50
    slow = {asked: taken for asked, taken in told["typed"].items() if taken >= LIMIT}
    assert not slow, f"milliseconds to the first result: {slow}"


def test_the_browser_folds_words_as_the_index_does(tmp_path: Path) -> None:
    texts = ["L’économie de la solidarité, c’est 2 fois plus!", "NIÑO Łódź œuvre Straße Ærø", "a-b_c d’où ﬁn ½"]
    code = (REPOSITORY / "templates" / "site" / "finding.js").read_text(encoding="utf-8")
    run = tmp_path / "fold.js"
    run.write_text(
        "globalThis.document = { getElementById: () => ({ dataset: { told: '{}' } }),"
        " documentElement: { lang: 'en' } };\n"
        + code
        + "\nconst texts = JSON.parse(process.argv[2]);\n"
        + "console.log(JSON.stringify(texts.map((text) => [wsse.fold(text), wsse.words(text)])));\n",
        encoding="utf-8",
    )
    done = subprocess.run(["node", str(run), json.dumps(texts)], capture_output=True, text=True, check=True)
    for text, (folded, found) in zip(texts, json.loads(done.stdout), strict=True):
        assert folded == fold(text)
        assert [word for word in found if words(word)] == words(text)
