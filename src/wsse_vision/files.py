"""Reading and writing files so that no half-written one is ever seen under its own name."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any


def write_bytes(path: Path, content: bytes) -> bool:
    """Write ``content`` unless the file holds it already; return whether it was written.

    The bytes go to a temporary name in the same folder and are then moved, so a reader (or an
    interrupted run) meets the old file or the new one. An unchanged file keeps its time stamp, so that what depends
    on it is not rebuilt.
    """
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    try:
        _write(path, content)
    except OSError as error:
        # Told with the name that people know, not that of a temporary file, or none at all.
        raise OSError(error.errno, error.strerror, str(path)) from None
    return True


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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
        rows = ",\n".join(f"{_compact(str(key))}: {_lines(value)}" for key, value in data.items())
        return f"{{\n{rows}\n}}\n"
    return _lines(data) + "\n"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(_compact(item) for item in value) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_json(path: Path, data: Any) -> bool:
    """Write ``data`` as JSON, see ``write_bytes``."""
    return write_text(path, json_text(data))


def read_json(path: Path) -> Any:
    """Return the content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def sha256(content: bytes | str) -> str:
    """Return the SHA-256 of bytes or of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()
