"""The floor: what the same files cost with the bare tools and nothing of ours around them.

pandoc (pypdfium2 for PDF) reads every source, pandoc and Typst write every composed publication. Each function
returns jobs; whoever measures decides how many of them run at a time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from wsse_vision.home import SOURCE_FOLDERS, Project
from wsse_vision.pandocpath import pandoc_path
from wsse_vision.publish import ast, epub, fonts, html, pdf, tokens, webfonts
from wsse_vision.publish.dates import moment
from wsse_vision.publish.language import words_of

Job = Callable[[], object]

READERS = {
    ".md": "markdown", ".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".html": "html", ".epub": "epub",
    ".tex": "latex", ".pptx": "pptx", ".xlsx": "xlsx",
}  # fmt: skip
"""What pandoc calls the formats that it reads; what neither it nor pypdfium2 reads is only loaded."""


def pandoc(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> bytes:
    """Run pandoc as anybody would."""
    return subprocess.run([pandoc_path(), *arguments], input=stdin, check=True, capture_output=True, cwd=cwd).stdout


def read_source(path: Path) -> None:
    """Read a source with the bare tool for it."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        for page in document:
            page.get_textpage().get_text_range()
    elif path.suffix in READERS:
        pandoc("-f", READERS[path.suffix], "-t", "json", str(path))
    else:
        path.read_bytes().decode("utf-8", "replace")


def sources(project: Project) -> list[Path]:
    """Return the documents of a project."""
    folders = (project.sources / name for name in SOURCE_FOLDERS)
    return [path for folder in folders for path in sorted(folder.rglob("*.*")) if path.suffix not in (".yaml", ".yml")]


def source_jobs(paths: Iterable[Path]) -> list[Job]:
    """Return a job for each of these documents."""
    return [partial(read_source, path) for path in paths]


def composed(project: Project) -> dict[str, dict[str, Any]]:
    """Return the composed publications by name (``synthesis.en``)."""
    paths = sorted((project.build / "composed").glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def publication_jobs(project: Project, folder: Path, only: Collection[str] | None = None) -> list[Job]:
    """Return the bare pandoc and Typst calls for every composed publication (or ``only`` some), their inputs written
    into ``folder``.
    """
    jobs: list[Job] = []
    for name, record in composed(project).items():
        if only is not None and name not in only:
            continue
        place = folder / name
        place.mkdir(parents=True)
        for_screen, _ = screen_tree(project, record, place)
        (place / "tokens.typ").write_text(tokens.as_typst(tokens.of(project)), encoding="utf-8")
        shutil.copyfile(project.template("typst/house.typ"), place / "house.typ")
        preamble = pdf._preamble({**record["meta"], "depth": 1}, words_of(project, record["meta"]["language"]))
        embedded = [f"--epub-embed-font={webfonts.path(face)}" for *_rest, face in webfonts.FACES]
        for_typst = ast.document(pdf.document(record["blocks"]))
        title = "--metadata=title=x"
        jobs += [
            partial(pandoc, "-f", "json", "-t", "html5", "-s", "--toc", title, stdin=for_screen),
            partial(pandoc, "-f", "json", "-t", "epub3", "-o", "-", title, *embedded, stdin=for_screen, cwd=place),
            partial(typeset, place, preamble, for_typst, record["meta"]["date"]),
        ]
    return jobs


def screen_tree(project: Project, record: dict[str, Any], place: Path) -> tuple[bytes, list[Path]]:
    """Return the tree of a publication for pandoc's writers, and its drawings, written into ``place``."""
    drawings = [place / f"{name}.svg" for name in record["figures"]]
    for path in drawings:
        path.write_text(record["figures"][path.stem]["svg"], encoding="utf-8")
    words = words_of(project, record["meta"]["language"])
    setting = html.Setting(lambda name, alt: epub._image(f"{name}.svg", alt), epub._place, words)
    return ast.document(html.document(record["blocks"], setting)), drawings


def typeset(place: Path, preamble: str, tree: bytes, date: str | None) -> None:
    """Have pandoc write Typst and Typst write a PDF."""
    source = preamble + pandoc("-f", "json", "-t", "typst", stdin=tree).decode()
    (place / "main.typ").write_text(source, encoding="utf-8")
    typst.compile(
        place / "main.typ", root=place, font_paths=list(fonts.folders()), ignore_system_fonts=True,
        pdf_standards=pdf.STANDARDS, timestamp=moment(date),
    )  # fmt: skip
