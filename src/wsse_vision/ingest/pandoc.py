"""Running pandoc on bytes from a stranger: in its sandbox, with a limit on time and memory."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from wsse_vision.model import SourceError
from wsse_vision.pandocpath import pandoc_path

SECONDS = 15
HEAP = ("-M700M", "-A64M")
"""The most memory that pandoc may take, and a start that saves it a third of its time."""
OUTPUT = 150 * 2**20

_NAMES = {
    "docx": "Word document",
    "odt": "OpenDocument text",
    "rtf": "RTF document",
    "epub": "EPUB",
    "pptx": "PowerPoint presentation",
    "xlsx": "Excel workbook",
    "latex": "LaTeX document",
    "html": "web page",
}


def parse(data: bytes, source_format: str) -> dict[str, Any]:
    """Return pandoc's syntax tree of ``data``.

    ``source_format`` is a reader of pandoc with its extensions (``markdown-smart``). Text must be UTF-8.
    Raises ``SourceError``: ``too-slow``, ``too-large``, ``damaged`` (with pandoc's own words).
    """
    command = [pandoc_path(), "+RTS", *HEAP, "-RTS", "--sandbox", "--quiet", "-f", source_format, "-t", "json"]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise SourceError(
            "too-slow",
            f"converting it took more than {SECONDS} s",
            "Split the document or save it in another format.",
        ) from None
    if done.returncode:
        raise _failure(done.returncode, done.stderr.decode("utf-8", "replace"), source_format)
    if len(done.stdout) > OUTPUT:
        raise SourceError("too-large", "has more content than a document may have", "Split the document.")
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def _failure(status: int, said: str, source_format: str) -> SourceError:
    if status == 251 or "heap" in said.lower():
        return SourceError("too-large", "reading it takes more memory than a document may have", "Split the document.")
    if status < 0:
        return SourceError("reader-failed", f"pandoc broke down on it (signal {-status})", "Save it in another format.")
    name = _NAMES.get(source_format.partition("-")[0].partition("+")[0], "document")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    detail = f" (pandoc: {lines[0][:150]})" if lines else ""
    return SourceError(
        "damaged",
        f"is damaged, or no {name} in spite of its name{detail}",
        "Open it in the program that made it and save it anew.",
    )
