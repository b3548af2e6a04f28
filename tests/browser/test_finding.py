"""The evidence browser, the search and the map in a real Chromium, from disk and from a web server below a path."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from test_browser import HERE, OUTPUTS, REPOSITORY, TOOLS, axe, chromium, require_tools

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


def seen(story: str, site: str) -> dict[str, Any]:
    """Return what was seen in a story of ``finding.mjs``; nothing may have gone wrong in the browser."""
    done = subprocess.run(
        ["node", str(HERE / "finding.mjs"), str(TOOLS), str(chromium()), story, site],
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


def test_axe_finds_nothing_on_evidence_themes_map_and_search() -> None:
    names = (
        "evidence/index.html", "evidence/index.fr.html#kind=value&q=travail", "search.html",
        "search.fr.html#q=economie", "map.html", "map.es.html#theme=work", "themes/index.html", "themes/work.html",
        "themes/debt.pt.html", "kinds/proposal.html", "evidence/interview-03.fr.html",
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
