"""The web fonts of HTML and EPUB (see ``tools/webfonts.py`` for how they are made)."""

from __future__ import annotations

import base64
from pathlib import Path

from wsse_vision.home import HOME

FACES = (
    ("Vision Serif", "normal", 400, "serif-regular"),
    ("Vision Serif", "italic", 400, "serif-italic"),
    ("Vision Serif", "normal", 300, "serif-light"),
    ("Vision Sans", "normal", 400, "sans-regular"),
    ("Vision Sans", "normal", 600, "sans-semibold"),
)


def path(name: str) -> Path:
    """Return the file of a face."""
    return HOME / "templates" / "fonts" / f"{name}.woff2"


def css(source: str = "data") -> str:
    """Return the ``@font-face`` rules: with the fonts inside (``data``), or from a folder of that name."""
    return "".join(_rule(face, source) for face in FACES)


def _rule(face: tuple[str, str, int, str], source: str) -> str:
    family, style, weight, name = face
    if source == "data":
        url = "data:font/woff2;base64," + base64.b64encode(path(name).read_bytes()).decode()
    else:
        url = f"{source}/{name}.woff2"
    return (
        f"@font-face{{font-family:'{family}';font-style:{style};font-weight:{weight};src:url({url}) format('woff2')}}\n"
    )
