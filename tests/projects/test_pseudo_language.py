"""No string of the templates escapes translation.

A small project is built in French with a catalogue of its own in which every message stands between marks: ⟦Draft⟧.
What people wrote about their sources is in Greek letters, and quotes say which language they are in. So whatever shows
Latin letters outside of the marks is a string that nobody can translate.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from building import Built

from scripts import script

pytestmark = pytest.mark.build

GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβκδεφγηιζκλμνοπκρστυωωξψζ")
DATA = {
    "title", "authors", "pseudonym", "region", "trade", "unit", "how", "name", "source", "group", "responsible",
    "deadline", "text", "main_goal", "goals", "question", "note", "label", "scope", "organisation", "what", "editors",
}  # fmt: skip
"""Keys of hand-written files whose values readers see."""

SHOWN_ATTRIBUTES = (
    "alt",
    "aria-label",
    "title",
    "placeholder",
    "data-copy",
    "data-copied",
    "data-quoted",
    "aria-description",
)

DECISION = """decisions:
- quote: Water must never be refused to anybody for lack of money.
  decision: accept
  translation: {fr: υδωρ}
  note: ναι
  by: αννα
  on: "2004-10-02"
"""

ALLOWED = re.compile(
    r"§\s?[“«][^”»]*[”»]"  # a heading of a source, in a citation
    r"|\bp\.|\bs\. ?d\.|\bet\b|\bko\b|\bMo\b"  # what citations, lists and sizes say in French
    r"|\b(?:janvier|mars|avril|mai|juin|septembre|octobre|novembre|décembre)\b"
    r"|\b(?:PDF|HTML|EPUB|BibTeX|CSL|JSON|WSSE|Vision)\b|\b(?:pdf|html|epub|bib|fr)\b"
    r"|\b[\w.-]+\.(?:sqlite|csv|json|bib|yaml|qdpx|qdc|ttl|jsonl|jsonld)\b"
    r"|#[a-z]+-[0-9a-f-]{36}|\b(?:example-reference|01-common-well)\b"  # ids
    r"|\b(?:English|Français|Español|Português)\b"  # a language by its own name
)
"""Latin letters that are no strings of ours."""


def greek(text: str) -> str:
    """Return a text in Greek letters, accents left out."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return plain.translate(GREEK)


def in_greek(data: Any, keys: set[str], *, all_of_it: bool = False) -> Any:
    """Return hand-written data with the values of ``keys`` in Greek letters."""
    if isinstance(data, dict):
        return {key: in_greek(value, keys, all_of_it=all_of_it or key in keys) for key, value in data.items()}
    if isinstance(data, list):
        return [in_greek(value, keys, all_of_it=all_of_it) for value in data]
    return greek(data) if all_of_it and isinstance(data, str) else data


def write_in_greek(path: Path) -> None:
    """Write a YAML file anew, with what readers see of it in Greek letters."""
    keys = {"label", "scope"} if path.name == "codebook.yaml" else DATA
    data = in_greek(yaml.safe_load(path.read_text(encoding="utf-8")), keys)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def marked_catalogue() -> str:
    """Return a catalogue in which every message is its own translation, between marks."""
    rows = ['msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=utf-8\\n'
            'Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n']  # fmt: skip
    for message in script("tools/messages.py").template():
        if not message.id:
            continue
        quoted = [_quoted(text) for text in (message.id if isinstance(message.id, tuple) else (message.id,))]
        if len(quoted) == 2:
            rows.append(f'msgid "{quoted[0]}"\nmsgid_plural "{quoted[1]}"')
            rows.append(f'msgstr[0] "⟦{quoted[0]}⟧"\nmsgstr[1] "⟦{quoted[1]}⟧"\n')
        else:
            rows.append(f'msgid "{quoted[0]}"\nmsgstr "⟦{quoted[0]}⟧"\n')
    return "\n".join(rows)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small project in the pseudo-language: all publications, index and evidence pages."""
    from wsse_vision.sources.starter import make_project

    root = tmp_path_factory.mktemp("pseudo") / "project"
    make_project(root, lambda line: None)
    for path in (root / "sources").rglob("*.yaml"):
        write_in_greek(path)
    bibliography = root / "sources" / "references.bib"
    bibliography.write_text(
        "@misc{example-reference,\n  title = {ρεφ},\n  author = {{γρ}},\n  year = {2004}\n}\n", "utf-8"
    )
    told = 'οραμα {{ count("elements") }} [@01-common-well].\n\n{{ quote("01.01") }}\n\n{{ figure("coverage") }}\n'
    (root / "sources" / "narrative" / "synthesis.fr.md").write_text(f"# κοινα\n\n{told}", encoding="utf-8")
    (root / "sources" / "notebooks" / "02-broken.pdf").write_bytes(b"%PDF-1.4\nnothing\n")
    (root / "sources" / "notebooks" / "02-broken.yaml").write_text("title: κακο\n", encoding="utf-8")
    (root / "sources" / "reviews").mkdir()
    (root / "sources" / "reviews" / "01-common-well.yaml").write_text(DECISION, encoding="utf-8")
    (root / "config.yaml").write_text("title: οραμα\nlanguages: [fr]\nformats: [html, epub]\n", encoding="utf-8")
    catalogue = root / "templates" / "locale" / "fr" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(marked_catalogue(), encoding="utf-8")
    return Built(root).snakemake()


class Reader(HTMLParser):
    """Collects what a page shows, or tells those who listen to it, in its own language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.text = ""
        self.attributes: list[str] = []
        self._open: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        language, hidden = (self._open[-1][1], self._open[-1][2]) if self._open else (self.language, False)
        language = given.get("lang", given.get("xml:lang", language))[:2]
        hidden = hidden or tag in ("script", "style", "code") or given.get("translate") == "no"
        hidden = hidden or bool({"build", "hash"} & set(given.get("class", "").split()))
        if language == self.language and not hidden:
            self.attributes += [given[name] for name in SHOWN_ATTRIBUTES if name in given]
            self.attributes += said(json.loads(given.get("data-told", "{}")))
            if tag == "meta" and given.get("name") in ("description", "DC.description", "og:description"):
                self.attributes.append(given.get("content", ""))
        if tag not in ("meta", "link", "br", "img", "hr", "input", "col", "wbr"):
            self._open.append((tag, language, hidden))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        _tag, language, hidden = self._open[-1] if self._open else ("", self.language, False)
        if language == self.language and not hidden:
            self.text += data
        else:
            self.text += " "


def said(told: Any) -> list[str]:
    """Return the texts in what a script is told to say; the codes of languages, in ``languages``, are none."""
    if isinstance(told, dict):
        return [text for key, value in told.items() if key != "languages" for text in said(value)]
    return [text for value in told for text in said(value)] if isinstance(told, list) else [str(told)]


def unmarked(text: str) -> list[str]:
    """Return the Latin words of a text outside of marks."""
    depth, outside = 0, ""
    for character in text:
        depth += {"⟦": 1, "⟧": -1}.get(character, 0)
        outside += character if depth == 0 and character not in "⟦⟧" else "\n" if character in "⟦⟧" else ""
    return [words.strip() for line in outside.splitlines() for words in _LATIN.findall(ALLOWED.sub(" ", line))]


_LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2}[A-Za-zÀ-ÿ’' -]*")


def leaks(html: str) -> list[str]:
    """Return the strings of a page that are shown outside of marks."""
    reader = Reader("fr")
    reader.feed(html)
    found = unmarked(reader.text)
    return sorted({*found, *(words for text in reader.attributes for words in unmarked(text))})


def pages(built: Built) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of everything that readers open: pages, and chapters of books."""
    for path in sorted((built.root / "outputs").rglob("*.html")):
        yield path.relative_to(built.root / "outputs").as_posix(), path.read_text(encoding="utf-8")
    for path in built.publications("epub"):
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if name.endswith((".xhtml", ".svg", ".ncx")):
                    yield f"{path.name}/{name}", book.read(name).decode()


def test_the_marks_tell_what_is_translated_from_what_is_not() -> None:
    page = '<p lang="fr">⟦Draft⟧ οραμα <q lang="en">Well said</q> p. 3, <b title="Copy">Leaked</b></p>'
    assert leaks(page) == ["Copy", "Leaked"]
    assert leaks("""<form data-told='{"found": ["⟦{count} place⟧", "Leaked"], "languages": [["en", "x"]]}'>""") == [
        "Leaked"
    ]


def test_nothing_is_shown_that_no_catalogue_can_translate(built: Built) -> None:
    found = {name: leaks(text) for name, text in pages(built)}
    assert len(found) > 30
    assert {name: words for name, words in found.items() if words} == {}


def test_the_small_project_shows_most_of_the_messages(built: Built) -> None:
    shown = "".join(text for _name, text in pages(built))
    wanted = [
        m.id for m in script("tools/messages.py").template() if isinstance(m.id, str) and m.id and "{" not in m.id
    ]
    plain = [text for text in wanted if "%" not in text and "&" not in text]
    seen = [text for text in plain if f"⟦{text}⟧" in shown]
    assert len(seen) > 0.7 * len(plain), sorted(set(plain) - set(seen))
