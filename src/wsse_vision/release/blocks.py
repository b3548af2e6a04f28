"""Blocks of long files that were searched before: one that only grew costs in step with what is new in it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Iterator

from wsse_vision.release.searching import number_of_words

_LEAST = 8 * 2**10
_MORE = 8 * 2**10
"""Bytes that a block has at least, and those that it has beyond that on average."""


class Blocks:
    """The blocks of one file: those that were ``clean`` in an earlier run, and those that it has now.

    They are known by a hash of 64 bits over where they stand and what they say. ``reach`` is the number of words of
    what is searched for that may stand before the end of a block, the rest of it behind.
    """

    def __init__(self, clean: Collection[str] = (), reach: int = 15) -> None:
        self._clean = frozenset(clean)
        self._reach = reach
        self.found: list[str] = []

    def know(self, place: str, content: bytes) -> bool:
        """Return whether a block was clean, and remember that it is there."""
        digest = hashlib.blake2b(f"{place}\0".encode() + content, digest_size=8).hexdigest()
        self.found.append(digest)
        return digest in self._clean

    def new_rows(self, place: str, rows: Iterable[bytes]) -> Iterator[list[bytes]]:
        """Yield the blocks of rows that are not known; nothing that is searched for goes from one row to the next."""
        return (block for block in _cut(rows) if not self.know(place, b"".join(block)))

    def new_lines(self, place: str, lines: Iterable[bytes]) -> Iterator[list[str]]:
        """Yield the blocks of lines of a text that are not known, each after the lines before it that may hold the
        beginning of what ends in it; it is known together with these.
        """
        before: list[bytes] = []
        for block in _cut(lines):
            both = before + block
            if not self.know(place, b"".join(both)):
                yield [line.decode("utf-8", "replace") for line in both]
            before = self._last(both)

    def _last(self, lines: list[bytes]) -> list[bytes]:
        number = 0
        for count, line in enumerate(reversed(lines), 1):
            number += number_of_words(line.decode("utf-8", "replace"))
            if number >= self._reach:
                return lines[-count:]
        return lines


def _cut(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield lines in blocks that end where what they say decides it: the same lines mostly make the same blocks,
    wherever others came in between.
    """
    block: list[bytes] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line)
        if size >= _LEAST and zlib.crc32(line) % _MORE < len(line):
            yield block
            block, size = [], 0
    if block:
        yield block
