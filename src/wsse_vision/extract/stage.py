"""The stage extract: codes the documents of one batch, each only when its text or the codebook changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wsse_vision import fingerprint
from wsse_vision.extract.coding import code
from wsse_vision.files import read_json, sha256, write_json, write_text
from wsse_vision.home import Project
from wsse_vision.model import Document, as_json
from wsse_vision.progress import told
from wsse_vision.sources.codebook import Codebook, read_codebook


def run(project: Project, batch: int, say: Callable[[str], None]) -> None:
    """Write ``elements.json`` beside each document of ``batch``, and ``.build/extract-<batch>.json``."""
    codebook = read_codebook(project.codebook)
    rules = sha256(project.codebook.read_bytes()) + fingerprint.of_stage("extract")
    entries = []
    documents = read_json(project.build / f"ingest-{batch}.json")["documents"]
    for entry in told(documents, project, f"extract-{batch}"):
        folder = project.extracts / entry["id"]
        key = sha256(entry["key"] + rules)
        stamp = project.build / "coded" / entry["id"]
        if not _is_current(folder, stamp, key):
            say(f"extract {entry['id']}")
            _code(folder, codebook)
            write_text(stamp, f"{key} {_hash(folder)}\n")
        entries.append({"id": entry["id"], "elements": _hash(folder)})
    write_json(project.build / f"extract-{batch}.json", {"documents": entries})


def _code(folder: Path, codebook: Codebook) -> None:
    document = Document.from_json(read_json(folder / "document.json"))
    text = (folder / "text.txt").read_text(encoding="utf-8")
    write_json(folder / "elements.json", as_json(code(document, text, codebook)))


def _hash(folder: Path) -> str:
    return sha256((folder / "elements.json").read_bytes())


def _is_current(folder: Path, stamp: Path, key: str) -> bool:
    try:
        return stamp.read_text(encoding="utf-8") == f"{key} {_hash(folder)}\n"
    except OSError:
        return False
