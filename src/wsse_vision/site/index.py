"""The index of all publications: what each is, its versions, its files and their sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wsse_vision.config import Config, Language
from wsse_vision.files import sha256, write_text
from wsse_vision.home import Project
from wsse_vision.join.evidence import Evidence
from wsse_vision.publish import tokens, webfonts, webpage, works
from wsse_vision.publish.catalogue import BY_SLUG, Entry
from wsse_vision.publish.edition import STATES
from wsse_vision.publish.language import Words, words_of
from wsse_vision.site.pages import environment

LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "fr": "Français", "es": "Español", "pt": "Português"}
"""What each language calls itself: a reader looks for their own."""

_ORDER: dict[str, int] = {code: place for place, code in enumerate(LANGUAGE_NAMES)}


@dataclass(frozen=True, slots=True)
class File:
    """One built file; ``path`` is relative to ``outputs/``, ``size`` in words, ``sha256`` in hexadecimal.

    ``order`` is the place of its language on the page: the page's own comes first.
    """

    path: str
    format: str
    language: str
    version: str
    size: str
    sha256: str
    order: int


@dataclass(frozen=True, slots=True)
class Row:
    """A publication in the index: its current files, those of other versions that are still there, what it cites."""

    entry: Entry
    version: str
    state: str
    files: list[File]
    earlier: list[File]
    works: list[File]


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Write ``outputs/index.html`` and its translations ``index.<language>.html``: files that open from disk."""
    evidence = Evidence(project.outputs / "evidence" / "evidence.sqlite")
    used = [source for source in evidence.sources if source.state == "used"]
    shared = {
        "config": config,
        "style": tokens.as_css(tokens.of(project)) + webfonts.css(),
        "specimens": sum(source.status == "specimen" for source in used),
        "sources": len(used),
        "set_aside": [source for source in evidence.sources if source.state != "used"],
        "elements": evidence.quotes(limit=0).total,
        "states": STATES,
        "language_names": LANGUAGE_NAMES,
        "pages": config.index_pages(),
    }
    for language, name in config.index_pages().items():
        words = words_of(project, language)
        rows = [_row(project, config, BY_SLUG[slug].told(words), words) for slug in config.slugs()]
        template = environment(project, words).get_template("index.html.j2")
        page = webpage.guarded(template.render(language=language, rows=rows, **shared))
        if write_text(project.outputs / name, page):
            say(f"index outputs/{name}")
    for path in project.outputs.glob("index.??.html"):
        if path.name not in config.index_pages().values():
            path.unlink()


def _row(project: Project, config: Config, entry: Entry, words: Words) -> Row:
    publication = config.publications[entry.slug]
    files = []
    for language in config.languages_of(entry.slug):
        for format in config.formats_of(entry.slug):
            name = f"{entry.slug}-{publication.version}.{language}.{format}"
            files.append(_file(project, Path(entry.slug) / publication.version / name, words))
    current = {file.path for file in files}
    earlier = [
        _file(project, path.relative_to(project.outputs), words)
        for path in sorted((project.outputs / entry.slug).glob("*/*.*"))
        if path.relative_to(project.outputs).as_posix() not in current and path.suffix in (".pdf", ".html", ".epub")
    ]
    listed = [Path(n) for x in config.languages_of(entry.slug) for n in works.names(entry.slug, publication.version, x)]
    cited = [
        _file(project, path, words)
        for path in listed
        if (project.outputs / path).read_bytes().strip() not in (b"", b"[]")
    ]
    return Row(entry, publication.version, publication.state, files, earlier, cited)


def _file(project: Project, path: Path, words: Words) -> File:
    content = (project.outputs / path).read_bytes()
    language, format = path.name.removeprefix(f"{path.parts[0]}-{path.parent.name}.").split(".", 1)
    order = -1 if language == words.language else _ORDER.get(language, len(_ORDER))
    return File(path.as_posix(), format, language, path.parent.name, words.size(len(content)), sha256(content), order)
