"""Make the pictures of the README: ``make pictures``, after a build.

Three pages of the synthesis (cover, text, figure), rendered by pypdfium2 from the PDF that was built.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2

from wsse_vision.config import read_config
from wsse_vision.home import Project

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SLUG, LANGUAGE = "synthesis", "en"
SCALE = 0.85
"""Pixels for each point of the page."""


def page_with_figure(document: pypdfium2.PdfDocument) -> int:
    """Return the first page after the cover that holds a drawing with many paths."""
    paths = [pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    counts = [sum(1 for _ in page.get_objects(filter=paths)) for page in document]
    return max(range(2, len(counts)), key=lambda number: counts[number])


def main() -> None:
    """Write cover.png, text.png and figure.png."""
    project = Project(ROOT)
    version = read_config(ROOT).publications[SLUG].version
    path = project.outputs / SLUG / version / f"{SLUG}-{version}.{LANGUAGE}.pdf"
    if not path.is_file():
        sys.exit(f"{path.name} is not built: run make first")
    document = pypdfium2.PdfDocument(path)
    for name, number in (("cover", 0), ("text", 3), ("figure", page_with_figure(document))):
        picture = document[number].render(scale=SCALE).to_pil().quantize(64, dither=0)
        picture.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
