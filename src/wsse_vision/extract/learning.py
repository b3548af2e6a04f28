"""Texts to learn from: labelled running documents in a form that is quick to write.

One file a document, ``<language>/<name>-<genre>-<n>.txt``::

    @ title of the document
    # heading
    proposal | fair_trade, democracy | A sentence of a paragraph.
    none | | The next sentence of the same paragraph.

    practice | work | A new paragraph, after an empty line.
    - proposal | education | A list item

They become the same records as the files of a gold set (see ``gold``).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from wsse_vision import handwritten
from wsse_vision.extract.gold import GoldDocument, GoldFile, as_document
from wsse_vision.model import HandwrittenError

_FIELDS = 3


def read_learning(folder: Path) -> list[GoldDocument]:
    """Read every text of ``folder``, sorted. Raises ``HandwrittenError``."""
    return [_read(path) for path in sorted(folder.glob("*/*.txt"))]


def _read(path: Path) -> GoldDocument:
    name = f"{path.parent.name}/{path.stem}"
    genre = path.stem.split("-")[1] if "-" in path.stem else ""
    data: dict[str, Any] = {"language": path.parent.name, "genre": genre, "part": "development", "blocks": []}
    paragraph: list[dict[str, Any]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        content = line.strip()
        if content and content[0] not in "@#-":
            paragraph.append(_sentence(content, f"{path.name}:{number}"))
            continue
        if paragraph:
            data["blocks"].append({"paragraph": paragraph})
            paragraph = []
        if content.startswith("@"):
            data["title"] = content[1:].strip()
        elif content.startswith("#"):
            data["blocks"].append({"heading": content.lstrip("# ")})
        elif content:
            data["blocks"].append({"item": [_sentence(content[1:].strip(), f"{path.name}:{number}")]})
    return as_document(handwritten.check(data, {}, GoldFile, f"{name}.txt"), name, path)


def _sentence(line: str, place: str) -> dict[str, Any]:
    fields = [field.strip() for field in line.split("|", _FIELDS - 1)]
    if len(fields) != _FIELDS or not fields[-1]:
        raise HandwrittenError([f"{place}: not a labelled sentence; write 'kind | themes | sentence'"])
    themes = [theme.strip() for theme in fields[1].split(",") if theme.strip()]
    return {"s": fields[2], "kind": fields[0], "themes": themes}


def digest(folder: Path) -> str:
    """Return a digest of all texts of ``folder``, by which weights say what they were learned from."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*/*.txt")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
