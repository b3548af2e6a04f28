"""The same publications as one would otherwise make them: a Makefile with pandoc, and XeLaTeX for the PDFs."""

from __future__ import annotations

import shutil
from pathlib import Path

import floors

from wsse_vision.home import Project
from wsse_vision.pandocpath import pandoc_path

PROGRAMS = ("make", "xelatex", "rsvg-convert")
INSTALL = (
    "apt-get install --no-install-recommends make texlive-xetex texlive-latex-recommended texlive-fonts-recommended "
    "texlive-lang-french texlive-lang-spanish texlive-lang-portuguese lmodern librsvg2-bin"
)
"""How Debian gets them."""

_RULES = """\
.PHONY: all
all: {targets}

%/book.html: %/tree.json
	cd $* && {pandoc} -f json -t html5 -s --toc --metadata=title=x -o book.html tree.json

%/book.epub: %/tree.json
	cd $* && {pandoc} -f json -t epub3 --metadata=title=x -o book.epub tree.json

%/book.pdf: %/tree.json
	cd $* && {pandoc} -f json --pdf-engine=xelatex --toc `cat language` --metadata=title=x -o book.pdf tree.json
"""


def missing() -> list[str]:
    """Return the programs that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def prepare(project: Project, folder: Path) -> int:
    """Write a Makefile for the composed publications into ``folder``; return how many files it makes."""
    targets = []
    for name, record in floors.composed(project).items():
        place = folder / name
        place.mkdir(parents=True)
        tree, _ = floors.screen_tree(project, record, place)
        (place / "tree.json").write_bytes(tree)
        (place / "language").write_text(f"--metadata=lang={record['meta']['language']}", encoding="utf-8")
        targets += [f"{name}/book.{ending}" for ending in ("pdf", "html", "epub")]
    makefile = _RULES.format(targets=" ".join(targets), pandoc=pandoc_path())
    (folder / "Makefile").write_text(makefile, encoding="utf-8")
    return len(targets)
