"""The shipped project, cold and with nothing to do, beside the bare tools on the same files: ``make bench``.

The floor is what the work costs without any of ours around it: pandoc (pypdfium2 for PDF) on every source, and pandoc
and Typst
on every composed publication; once one after the other, once two at a time as `make -j2` would. Everything is
measured in
one run, so the ratios hold on any machine.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pypdfium2
import typst

from wsse_vision.home import HOME, Project
from wsse_vision.pandocpath import pandoc_path
from wsse_vision.publish import ast, epub, fonts, html, pdf, tokens, webfonts
from wsse_vision.publish.dates import moment
from wsse_vision.publish.language import words_of

SNAKEMAKE = [sys.executable, "-m", "snakemake"]
READERS = {".md": "markdown", ".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".html": "html", ".epub": "epub"}


def timed(work: Callable[[], object]) -> float:
    """Return the wall time of ``work`` in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def snakemake(folder: Path, snakefile: Path) -> None:
    """Run a workflow; it has to succeed."""
    command = [*SNAKEMAKE, "-s", str(snakefile), "-d", str(folder), "--cores", "2"]
    subprocess.run(command, check=True, capture_output=True)


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


def publication_jobs(project: Project, folder: Path) -> list[Callable[[], object]]:
    """Return the bare pandoc and Typst calls for every composed publication, their inputs made ready."""
    jobs: list[Callable[[], object]] = []
    for path in sorted((project.build / "composed").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        words = words_of(project, record["meta"]["language"])
        place = folder / path.stem
        place.mkdir()
        for name, figure in record["figures"].items():
            (place / f"{name}.svg").write_text(figure["svg"], encoding="utf-8")
        (place / "tokens.typ").write_text(tokens.as_typst(tokens.of(project)), encoding="utf-8")
        shutil.copyfile(project.template("typst/house.typ"), place / "house.typ")
        setting = html.Setting(lambda name, alt: epub._image(f"{name}.svg", alt), epub._place, words)
        for_screen = ast.document(html.document(record["blocks"], setting))
        for_typst = ast.document(pdf.document(record["blocks"]))
        preamble = pdf._preamble({**record["meta"], "depth": 1}, words)
        embedded = [f"--epub-embed-font={webfonts.path(face)}" for *_rest, face in webfonts.FACES]
        title = "--metadata=title=x"
        jobs += [
            partial(pandoc, "-f", "json", "-t", "html5", "-s", "--toc", title, stdin=for_screen),
            partial(pandoc, "-f", "json", "-t", "epub3", "-o", "-", title, *embedded, stdin=for_screen, cwd=place),
            partial(typeset, place, preamble, for_typst, record["meta"]["date"]),
        ]
    return jobs


def typeset(place: Path, preamble: str, tree: bytes, date: str | None) -> None:
    """Have pandoc write Typst and Typst write a PDF."""
    source = preamble + pandoc("-f", "json", "-t", "typst", stdin=tree).decode()
    (place / "main.typ").write_text(source, encoding="utf-8")
    typst.compile(
        place / "main.typ", root=place, font_paths=list(fonts.folders()), ignore_system_fonts=True,
        pdf_standards=pdf.STANDARDS, timestamp=moment(date),
    )  # fmt: skip


def two_at_a_time(jobs: list[Callable[[], object]]) -> None:
    """Run jobs with two workers."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda job: job(), jobs))


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = Project(folder / "project")
        project.root.mkdir()
        shutil.copytree(HOME / "sources", project.sources)
        shutil.copyfile(HOME / "config.yaml", project.root / "config.yaml")
        cold = timed(lambda: snakemake(project.root, HOME / "Snakefile"))
        idle = timed(lambda: snakemake(project.root, HOME / "Snakefile"))
        empty = folder / "empty"
        empty.mkdir()
        (empty / "Snakefile").write_text("# nothing\n", encoding="utf-8")
        nothing = min(timed(lambda: snakemake(empty, empty / "Snakefile")) for _ in range(3))
        sources = [
            p
            for p in sorted(project.sources.rglob("*"))
            if p.suffix in (*READERS, ".pdf") and p.parent.name != "narrative"
        ]
        jobs: list[Callable[[], object]] = [lambda p=p: read_source(p) for p in sources]
        jobs += publication_jobs(project, folder)
        one_by_one = timed(lambda: [job() for job in jobs])
        by_two = timed(lambda: two_at_a_time(jobs))
    print(f"cold build of the shipped sources      {cold:6.1f} s")
    print(f"bare pandoc and Typst, one by one      {one_by_one:6.1f} s   ratio {cold / one_by_one:.2f}")
    print(f"bare pandoc and Typst, two at a time   {by_two:6.1f} s   ratio {cold / by_two:.2f}")
    print(f"nothing to do                          {idle:6.1f} s")
    print(f"an empty Snakefile                     {nothing:6.1f} s   ratio {idle / nothing:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
