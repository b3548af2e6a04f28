"""Editions in other languages: nothing that the templates say stays English."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from building import REPOSITORY, Built, shipped_project

pytestmark = pytest.mark.build

CATALOGUE = "templates/locale/fr/LC_MESSAGES/messages.po"
MARKED = re.compile(r"⟦[^⟦⟧]*(?:⟧|\Z)")  # a label may be cut short
WORDS = re.compile(r"[^\W\d_]{2,}(?:['’\- ]+[^\W\d_]+)*")
VOID = {"meta", "link", "img", "br", "hr", "input", "col", "source", "wbr"}
OF_THE_LANGUAGE = {
    "novembre",
    "et",
    "sect",
    "chap",
    "bibtex",
    "csl",
    "json",
    "wsse",
    "vision",
    "pdf",
    "html",
    "epub",
    "português",
}
"""What no catalogue holds: months, signs of citations, names of formats, what a language calls itself."""


def pseudo(folder: Path) -> None:
    """Write a French catalogue of the project's own in which every message is itself between marks."""
    with (REPOSITORY / CATALOGUE).open("rb") as stream:
        real = read_po(stream)
    made = Catalog(locale="fr")
    for message in real:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = tuple(f"⟦{one}⟧" for one in ids)
            made.add(message.id, strings if len(ids) > 1 else strings[0])
    path = folder / CATALOGUE
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        write_po(stream, made)


class Shown(HTMLParser):
    """The texts of a page that are in its own language: those of attributes, and the flow of its text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.flow = ""
        self.stack: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self.stack[-1][1] if self.stack else "")
        if tag not in VOID:
            self.stack.append((tag, language))
        if language == "fr":
            self.texts += [given[name] or "" for name in ("aria-label", "title", "alt", "placeholder") if name in given]

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        hidden = {"script", "style"} & {tag for tag, _ in self.stack}
        if self.stack and self.stack[-1][1] == "fr" and not hidden:
            self.flow += data  # a message may be split by emphasis or a link
        elif not hidden:
            self.flow += " ◦ "


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = shipped_project(tmp_path_factory.mktemp("pseudo") / "project")
    settings = yaml.safe_load((project.root / "config.yaml").read_text(encoding="utf-8"))
    for publication in settings["publications"].values():
        publication["languages"] = ["fr"]
    settings |= {"formats": ["html"], "languages": ["fr"]}
    (project.root / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    pseudo(project.root)
    return project.snakemake()


def flat(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ").casefold().split())


def test_every_string_of_the_templates_is_marked_for_translation(edition: Built) -> None:
    written = [*(edition.root / "sources").rglob("*.yaml"), *(edition.root / "sources").rglob("*.md")]
    written += [*(edition.root / "sources").rglob("*.bib"), *(edition.root / "notebooks-extracts").rglob("text.txt")]
    written += [edition.root / "config.yaml"]
    data = flat("\n".join(path.read_text(encoding="utf-8", errors="replace") for path in written))
    found: dict[str, str] = {}
    for path in [*edition.publications("html"), edition.root / "outputs" / "index.html"]:
        page = Shown()
        page.feed(path.read_text(encoding="utf-8"))
        for text in page.texts:
            bare = text
            while MARKED.search(bare):
                bare = MARKED.sub(" ", bare)
            for words in WORDS.findall(bare):
                known = flat(words) in data or set(re.split(r"[-' ]+", flat(words))) <= OF_THE_LANGUAGE
                if not known:
                    found.setdefault(words, path.name)
    assert not found, "\n".join(f"{name}: {words}" for words, name in sorted(found.items()))
