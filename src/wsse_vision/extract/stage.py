"""The stage extract: codes the documents of one batch, each only when its text or the codebook changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wsse_vision import fingerprint
from wsse_vision.files import read_json, sha256, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.model import Document, as_json
from wsse_vision.progress import told

if TYPE_CHECKING:
    from wsse_vision.extract.coding import Coder

STAMPS = "coded"
"""In ``.build/``: a file for each source, with the key and the hash of its coding."""


def run(project: Project, batch: int, say: Callable[[str], None]) -> None:
    """Write ``elements.json`` beside each document of ``batch``, and ``.build/extract-<batch>.json``."""
    rules = rules_of(project.codebook)
    coder: Coder | None = None
    entries = []
    documents = read_json(project.build / f"ingest-{batch}.json")["documents"]
    for entry in told(documents, project, f"extract-{batch}"):
        folder = project.extracts / entry["id"]
        key = sha256(entry["key"] + rules)
        stamp = project.build / STAMPS / entry["id"]
        is_new = not is_current(folder, stamp, key)
        if is_new:
            say(f"extract {entry['id']}")
            coder = coder or _coder(project)
            _code(folder, coder)
        elements = hash_of(folder)
        if is_new:
            write_text(stamp, f"{key} {elements}\n")
        entries.append({"id": entry["id"], "elements": elements})
    write_json(project.build / f"extract-{batch}.json", {"documents": entries})


def _coder(project: Project) -> Coder:
    """Return what codes; a batch in which nothing changed needs neither the codebook nor the modules that use it."""
    from wsse_vision.extract.coding import Coder
    from wsse_vision.sources.codebook import codebook_of

    return Coder(codebook_of(project))


def _code(folder: Path, coder: Coder) -> None:
    document = Document.from_json(read_json(folder / "document.json"))
    text = (folder / "text.txt").read_text(encoding="utf-8")
    write_json(folder / "elements.json", as_json(coder.code(document, text)))


def rules_of(codebook: Path) -> str:
    """Return what a coding depends on beside its document: hashes over the codebook and the code."""
    return sha256(codebook.read_bytes()) + fingerprint.of_stage("extract")


def hash_of(folder: Path) -> str:
    """Return the hash of the coding in a folder."""
    return sha256((folder / "elements.json").read_bytes())


def is_current(folder: Path, stamp: Path, key: str) -> bool:
    """Tell whether the coding in a folder has that key, and is as it was written."""
    try:
        return stamp.read_text(encoding="utf-8") == f"{key} {hash_of(folder)}\n"
    except OSError:
        return False
