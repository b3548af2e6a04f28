"""Hashes of files, remembered as long as the files stay as they are: gigabytes are not read again to learn nothing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from wsse_vision.files import read_json, write_json

SOURCE_DIGESTS = "source-digests.json"
"""Those of documents and their sidecars, in ``.build/``; the workflow keeps them, and reading documents uses them."""

_MARK = list[int]
"""Size, times of change (content, then anything) in nanoseconds and number of a file, as Git's index keeps them."""


class Digests:
    """SHA-256 of files by their paths; what is remembered is written to ``path`` by ``keep``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._before: dict[str, tuple[_MARK, str]] = read_json(path)
        except (OSError, ValueError):
            self._before = {}
        self._now: dict[str, tuple[_MARK, str]] = {}

    def of(self, file: Path) -> str:
        """Return the SHA-256 of a file (hexadecimal), from memory when nothing about the file changed."""
        name = str(file)
        state = file.stat()
        mark = [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]
        before = self._now.get(name) or self._before.get(name)
        if before is None or before[0] != mark:
            before = (mark, digest_of(file))
        self._now[name] = before
        return before[1]

    def keep(self) -> None:
        """Remember the files that were asked for, and no others."""
        write_json(self._path, self._now)


def digest_of(file: str | os.PathLike[str]) -> str:
    """Return the SHA-256 of a file (hexadecimal); it is read piece by piece."""
    with open(file, "rb") as stream:  # noqa: PTH123
        return hashlib.file_digest(stream, "sha256").hexdigest()
