"""Make the web fonts from the font packages: ``make fonts``.

The fonts are subsets and therefore, as their licence asks of modified versions, carry names of
their own ("Vision Serif", "Vision Sans").
Needs fonttools with woff support (in the test environment). The results are kept in ``templates/fonts/``.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "templates" / "fonts"
FACES = {
    "serif-regular": ("Vision Serif", font_source_serif_pro, "SourceSerifPro-Regular"),
    "serif-italic": ("Vision Serif", font_source_serif_pro, "SourceSerifPro-It"),
    "serif-light": ("Vision Serif", font_source_serif_pro, "SourceSerifPro-Light"),
    "sans-regular": ("Vision Sans", font_source_sans_pro, "SourceSansPro-Regular"),
    "sans-semibold": ("Vision Sans", font_source_sans_pro, "SourceSansPro-Semibold"),
}
CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), *map(ord, "€™−→↑↓◆■▲▼△▽◊✓‹›")]
_NAME_IDS = (1, 3, 4, 6, 16, 18, 21)


def web_font(family: str, path: Path) -> bytes:
    """Return a subset of the font at ``path`` under another family name, as WOFF2."""
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["kern", "liga", "locl", "mark", "ccmp", "onum", "lnum", "tnum", "smcp"]
    options.name_IDs = ["*"]
    maker = subset.Subsetter(options)
    maker.populate(unicodes=CHARACTERS)
    maker.subset(font)
    style = str(font["name"].getDebugName(17) or font["name"].getDebugName(2))
    for record in list(font["name"].names):
        if record.nameID in _NAME_IDS:
            plain = f"{family} {style}"
            value = {1: family, 6: plain.replace(" ", ""), 16: family}.get(record.nameID, plain)
            font["name"].setName(value, record.nameID, record.platformID, record.platEncID, record.langID)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [f"{family} {style}".replace(" ", "")]
        cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = family, f"{family} {style}"
    font.flavor = "woff2"
    stream = io.BytesIO()
    font.save(stream, reorderTables=True)
    return stream.getvalue()


def main() -> int:
    """Write every file; print what was written."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (family, package, face) in FACES.items():
        content = web_font(family, Path(package.font_directory) / f"{face}.otf")
        (FOLDER / f"{name}.woff2").write_bytes(content)
        print(f"{name}.woff2  {len(content)} bytes")
    licence = (Path(font_source_serif_pro.font_directory) / "LICENSE.txt").read_text(encoding="utf-8")
    (FOLDER / "OFL.txt").write_text(licence.replace("\r\n", "\n"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
