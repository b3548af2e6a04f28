"""Rendering: one composed publication into one format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from wsse_vision import fingerprint
from wsse_vision.config import Language
from wsse_vision.files import read_json, sha256, write_bytes
from wsse_vision.home import HOME, Project
from wsse_vision.publish import ast
from wsse_vision.publish.ast import Node
from wsse_vision.publish.language import catalogues, words_of

if TYPE_CHECKING:
    from wsse_vision.config import Format

_LOOKS: dict[Format, tuple[str, ...]] = {"pdf": ("typst",), "html": ("html",), "epub": ("epub",)}


def looks(project: Project, format: Format, language: Language | None = None) -> list[Path]:
    """Return the files that shape one format beside what is composed, with the messages of one language or of all."""
    names = [
        p.relative_to(HOME / "templates") for f in _LOOKS[format] for p in sorted((HOME / "templates" / f).glob("*"))
    ]
    shipped = [project.template(name.as_posix()) for name in [*names, Path("tokens.yaml")]]
    return [
        *shipped,
        *(path for one in ([language] if language else get_args(Language)) for path in catalogues(project, one)),
    ]


def run(project: Project, slug: str, language: str, format: Format) -> None:
    """Write ``outputs/<slug>/<version>/<slug>-<version>.<language>.<format>``."""
    record = read_json(project.build / "composed" / f"{slug}.{language}.json")
    _identify(record, project, format)
    words = words_of(project, language)
    if format == "pdf":
        from wsse_vision.publish import pdf

        content = pdf.write(project, record, words)
    elif format == "epub":
        from wsse_vision.publish import epub

        content = epub.write(project, record, words)
    else:
        from wsse_vision.publish import html

        content = html.write(project, record, words)
    version = record["meta"]["version"]
    write_bytes(project.outputs / slug / version / f"{slug}-{version}.{language}.{format}", content)


def _identify(record: dict[str, Any], project: Project, format: Format) -> None:
    """Complete the identity of the build: content, looks, program and tools."""
    parts = [
        record["meta"]["build"],
        fingerprint.of_files(looks(project, format, record["meta"]["language"])),
        fingerprint.of_stage("render"),
    ]
    identity = sha256("\n".join(parts))[:12]

    def change(node: Node) -> Node | None:
        if "build" not in ast.classes(node):
            return None
        return {"t": "Span", "c": [node["c"][0], [{"t": "Str", "c": identity}]]}

    record["meta"]["build"] = identity
    record["blocks"] = ast.rewrite(record["blocks"], change)
