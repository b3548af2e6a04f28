"""Rendering: one composed publication into its formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

from wsse_vision.files import read_json, write_bytes
from wsse_vision.home import HOME, Project
from wsse_vision.model import Format, Language
from wsse_vision.publish import works
from wsse_vision.publish.language import Words, catalogues, words_of
from wsse_vision.versions import released

_LOOKS: dict[Format, tuple[str, ...]] = {"pdf": ("typst",), "html": ("html",), "epub": ("epub",)}


def looks(project: Project, formats: Sequence[Format], language: Language | None = None) -> list[Path]:
    """Return the files that shape formats beside what is composed, with the messages of one language or of all."""
    names = [
        p.relative_to(HOME / "templates")
        for format in formats
        for folder in _LOOKS[format]
        for p in sorted((HOME / "templates" / folder).glob("*"))
    ]
    shipped = [project.template(name.as_posix()) for name in [*names, Path("tokens.yaml")]]
    return [
        *shipped,
        *(path for one in ([language] if language else get_args(Language)) for path in catalogues(project, one)),
    ]


def run(project: Project, slug: str, language: str, formats: Sequence[Format], say: Callable[[str], None]) -> None:
    """Write a composed publication in each of the formats, and the works that it cites, into its version's folder.

    A version that was released is never written anew: its files are copied from the release.
    """
    record = read_json(project.build / "composed" / f"{slug}.{language}.json")
    words = words_of(project, language)
    version = record["meta"]["version"]
    folder = project.outputs / slug / version
    release = released(project, slug, version)
    if release:
        for ending in (*formats, *works.ENDINGS):
            name = f"{slug}-{version}.{language}.{ending}"
            if write_bytes(folder / name, (project.outputs / release.path / name).read_bytes()):
                say(f"copy outputs/{release.path}/{name}")
        return
    for format in formats:
        name = f"{slug}-{version}.{language}.{format}"
        if write_bytes(folder / name, _writer(format)(project, record, words)):
            say(f"render {folder.relative_to(project.root).as_posix()}/{name}")
    works.write(folder, record)


def _writer(format: Format) -> Callable[[Project, dict[str, Any], Words], bytes]:
    if format == "pdf":
        from wsse_vision.publish import pdf

        return pdf.write
    if format == "epub":
        from wsse_vision.publish import epub

        return epub.write
    from wsse_vision.publish import html

    return html.write
