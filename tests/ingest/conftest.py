"""Small documents, made on the fly."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from wsse_vision.pandocpath import pandoc_path

# A busy machine is no fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents, which is no part of the project."""
    folder = Path(os.environ.get("WSSE_SHARED", REPOSITORY.parent / "shared")) / "real"
    if not (folder / "formats").is_dir():
        pytest.skip(f"the real documents are not at {folder} (set WSSE_SHARED)")
    return folder


def convert(markdown: str, target: str) -> bytes:
    """Return a document that pandoc makes of Markdown."""
    done = subprocess.run(
        [pandoc_path(), "-f", "markdown", "-t", target, "-s", "-o", "-"],
        input=markdown.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str, str], Path]:
    """Make a file of the format that its name says from Markdown."""
    targets = {".tex": "latex", ".md": "markdown", ".htm": "html"}

    def make(name: str, markdown: str) -> Path:
        path = tmp_path / name
        path.write_bytes(convert(markdown, targets.get(path.suffix, path.suffix[1:])))
        return path

    return make


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[[str], Path]:
    """Make a PDF from Typst's markup."""

    def make(markup: str) -> Path:
        import typst

        path = tmp_path / "document.pdf"
        path.write_bytes(typst.compile(markup.encode()))
        return path

    return make
