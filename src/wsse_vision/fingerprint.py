"""Fingerprints of code and tools: what tells the workflow that a stage has to run again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parent

STAGE_PARTS: dict[str, tuple[str, ...]] = {
    "sources": ("sources",),
    "ingest": ("sources", "ingest"),
    "extract": ("sources", "extract"),
    "review": ("sources", "extract", "review"),
    "join": ("sources", "extract", "review", "join"),
    "exchange": ("sources", "ingest", "join", "exchange"),
    "compose": ("sources", "join", "publish"),
    "render": ("publish",),
    "release": ("sources", "join", "publish", "release"),
    "site": ("sources", "join", "publish", "release", "site"),
}
"""Folders of the package that a stage runs, beside the modules at its top (a test compares with the imports)."""

STAGE_TOOLS: dict[str, tuple[str, ...]] = {
    "sources": ("bibtexparser", "pydantic"),
    "ingest": ("pypandoc_binary", "pypdfium2", "py3langid", "bibtexparser", "pydantic"),
    "extract": ("PyStemmer", "pydantic"),
    "review": ("pydantic", "rapidfuzz", "PyStemmer"),
    "join": ("pydantic", "bibtexparser", "PyStemmer"),
    "exchange": ("pydantic", "bibtexparser"),
    "compose": ("pypandoc_binary", "jinja2", "babel", "pydantic", "bibtexparser"),
    "render": ("pypandoc_binary", "typst", "babel"),
    "release": ("pypdfium2", "bibtexparser", "pydantic", "rapidfuzz", "pypandoc_binary", "typst", "babel"),
    "site": ("jinja2", "babel", "pydantic", "typst"),
}
"""Distributions whose version shapes the result of a stage."""


@cache
def of_stage(stage: str) -> str:
    """Return a hash over the code of a stage and the versions of its tools (hexadecimal, 16 characters)."""
    digest = hashlib.sha256()
    for path in _modules(stage):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for tool in STAGE_TOOLS[stage]:
        digest.update(f"{tool} {version(tool)}\n".encode())
    return digest.hexdigest()[:16]


_PUBLISHING = ("extract", "join", "review", "compose", "render", "ingest")


def tools() -> dict[str, str]:
    """Return the versions of everything that shapes what is published: the program and its tools, by name.

    The program's has a hash of its code behind the number.
    """
    names = sorted({tool for stage in _PUBLISHING for tool in STAGE_TOOLS[stage]})
    code = of_text("".join(of_stage(stage) for stage in _PUBLISHING))[:8]
    return {"wsse-vision": f"{version('wsse-vision')}+{code}", **{name: version(name) for name in names}}


def of_files(paths: list[Path]) -> str:
    """Return a hash over the names and contents of files; one that is missing counts as empty."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


def _modules(stage: str) -> list[Path]:
    top = [
        path
        for path in _PACKAGE.glob("*.py")
        if path.name not in ("cli.py", "cli_review.py", "cli_exchange.py", "cli_release.py", "__main__.py")
    ]
    folders = [_PACKAGE / folder for folder in STAGE_PARTS[stage]]
    below = [path for folder in folders for kind in ("*.py", "*.json") for path in folder.rglob(kind)]
    return sorted([*top, *below])


def of_text(text: str) -> str:
    """Return a hash over a text (hexadecimal, 16 characters)."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
