"""The fonts that Typst sets with: where their packages have them."""

from __future__ import annotations

from pathlib import Path


def folders() -> list[Path]:
    """Return the folders of the fonts; nothing else of the machine is used."""
    import font_source_sans_pro
    import font_source_serif_pro

    return [Path(package.font_directory) for package in (font_source_serif_pro, font_source_sans_pro)]
