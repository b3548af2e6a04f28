"""Reading and writing files so that no half-written one is ever seen under its own name."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any


def write_bytes(path: Path, content: bytes) -> bool:
    """Write ``content`` unless the file holds it already; return whether it was written.

    The bytes go to a temporary name in the same folder and are then moved, so a reader (or an
    interrupted run) meets the old file or the new one. An unchanged file keeps its time stamp, so that what depends
    on it is not rebuilt.
    """
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    return write_by(path, lambda stream: stream.write(content))


def write_by(path: Path, fill: Callable[[IO[bytes]], Any]) -> bool:
    """Write a file piece by piece: ``fill`` is given a stream. Else as ``write_bytes``: whole or not at all, and only
    when its content is new.
    """
    fresh = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        fresh = Path(name)
        with os.fdopen(handle, "w+b") as stream:
            fill(stream)
        return move_in(fresh, path)
    except OSError as error:
        if error.errno is None or error.filename not in (None, str(fresh)):
            raise
        # Told with the name that people know, not that of a temporary file, or none at all.
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        if fresh is not None:
            fresh.unlink(missing_ok=True)


def write_together(paths: Sequence[Path], fill: Callable[..., None]) -> None:
    """Write several files at once piece by piece: ``fill`` is given a stream for each, see ``write_by``."""
    if not paths:
        fill()
        return
    *others, last = paths
    write_by(last, lambda stream: write_together(others, lambda *streams: fill(*streams, stream)))


def move_in(fresh: Path, path: Path) -> bool:
    """Put a finished file in place of another unless that has the same content; return whether it was put there."""
    if path.is_file() and filecmp.cmp(fresh, path, shallow=False):
        fresh.unlink()
        return False
    fresh.chmod(0o644)
    fresh.replace(path)
    return True


_HALF = re.compile(r"\..+\.[a-z0-9_]{8}")


def half_written(folder: Path) -> list[Path]:
    """Return what runs left in a folder that were killed while ``write_bytes`` wrote."""
    return [path for path in sorted(folder.glob(".*")) if _HALF.fullmatch(path.name) and path.is_file()]


def write_text(path: Path, content: str) -> bool:
    """Write ``content`` as UTF-8 with LF line ends, see ``write_bytes``."""
    return write_bytes(path, content.encode("utf-8"))


def json_text(data: Any) -> str:
    """Return ``data`` as JSON, the same for the same data, with a line for each item of a list of records.

    Lines keep differences between two states readable; the indenting encoder of the library would be ten times slower.
    """
    if isinstance(data, dict) and data:
        rows = ",\n".join(f"{json_line(str(key))}: {_lines(value)}" for key, value in data.items())
        return f"{{\n{rows}\n}}\n"
    return _lines(data) + "\n"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json_line(item) for item in value) + "\n]"
    return json_line(value)


json_line = json.JSONEncoder(ensure_ascii=False).encode
"""Returns data as JSON in one line; one encoder for all calls, as to make one takes longer than a short line."""


def write_json(path: Path, data: Any) -> bool:
    """Write ``data`` as JSON, see ``write_bytes``."""
    return write_text(path, json_text(data))


def read_json(path: Path) -> Any:
    """Return the content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_head(path: Path, last: str) -> dict[str, Any]:
    """Return what a JSON file of a mapping, as ``write_json`` writes it, says up to the key ``last``.

    What follows is not read: the blocks of a document are many. Keys up to ``last`` must not hold lists of records.
    Raises ``OSError``, and ``ValueError`` for another file.
    """
    head: dict[str, Any] = {}
    with path.open(encoding="utf-8") as lines:
        next(lines, "")
        for line in lines:
            head |= json.loads(f"{{{line.strip().removesuffix(',')}}}")
            if last in head:
                return head
    raise ValueError(f"{path.name}: says nothing of {last}")


def sha256(content: bytes | str) -> str:
    """Return the SHA-256 of bytes or of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()
