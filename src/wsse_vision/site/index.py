"""The index of all publications: what each is, its versions, its files and their sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wsse_vision.config import Config
from wsse_vision.files import sha256, write_text
from wsse_vision.home import Project
from wsse_vision.join.evidence import Evidence
from wsse_vision.publish import tokens, webfonts, webpage
from wsse_vision.publish.catalogue import BY_SLUG, Entry
from wsse_vision.site.pages import environment


@dataclass(frozen=True, slots=True)
class File:
    """One built file; ``path`` is relative to ``outputs/``, ``size`` in words, ``sha256`` in hexadecimal."""

    path: str
    format: str
    language: str
    version: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Row:
    """A publication in the index: the files of its current version, and those of others that are still there."""

    entry: Entry
    version: str
    state: str
    files: list[File]
    earlier: list[File]


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Write ``outputs/index.html``, one file that opens from disk."""
    evidence = Evidence(project.outputs / "evidence" / "evidence.sqlite")
    rows = [_row(project, config, BY_SLUG[slug]) for slug in config.slugs()]
    used = [source for source in evidence.sources if source.state == "used"]
    page = (
        environment(project)
        .get_template("index.html.j2")
        .render(
            config=config,
            rows=rows,
            style=tokens.as_css(tokens.of(project)) + webfonts.css(),
            specimens=sum(source.status == "specimen" for source in used),
            sources=len(used),
            set_aside=[source for source in evidence.sources if source.state != "used"],
            elements=evidence.quotes(limit=0).total,
        )
    )
    page = page.replace("@POLICY@", webpage.policy(page), 1)
    if write_text(project.outputs / "index.html", page):
        say("index outputs/index.html")


def _row(project: Project, config: Config, entry: Entry) -> Row:
    publication = config.publications[entry.slug]
    files = []
    for language in config.languages_of(entry.slug):
        for format in config.formats_of(entry.slug):
            name = f"{entry.slug}-{publication.version}.{language}.{format}"
            files.append(_file(project, Path(entry.slug) / publication.version / name))
    current = {file.path for file in files}
    earlier = [
        _file(project, path.relative_to(project.outputs))
        for path in sorted((project.outputs / entry.slug).glob("*/*.*"))
        if path.relative_to(project.outputs).as_posix() not in current and path.suffix in (".pdf", ".html", ".epub")
    ]
    return Row(entry, publication.version, publication.state, files, earlier)


def _file(project: Project, path: Path) -> File:
    content = (project.outputs / path).read_bytes()
    _stem, language, format = path.name.rsplit(".", 2)
    return File(path.as_posix(), format, language, path.parent.name, _size(len(content)), sha256(content))


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(round(count / 1000), 1)} kB"
