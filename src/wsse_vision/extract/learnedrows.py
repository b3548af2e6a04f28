"""Rows of weights, each kept as one whole number, so that rows are added as fast as numbers are.

Column ``n`` of a row stands in bits ``32 n`` and after; sums of weights may be of either sign and must stay below 2³¹.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct

_BITS = 32
_MIDDLE = 1 << (_BITS - 1)


def packed(weights: Iterable[tuple[int, int]]) -> int:
    """Return a row as a number; ``weights`` are pairs of a column and its weight, columns left out are 0."""
    return sum(weight << (_BITS * column) for column, weight in weights)


class Unpacker:
    """Reads the weights of rows with so many columns."""

    def __init__(self, columns: int) -> None:
        self._fields = Struct(f"<{columns}I")
        self._middle = packed((column, _MIDDLE) for column in range(columns))

    def __call__(self, row: int) -> list[int]:
        """Return the weights of a row; raises ``OverflowError`` for a row of more columns."""
        fields = self._fields.unpack((row + self._middle).to_bytes(self._fields.size, "little"))
        return [field - _MIDDLE for field in fields]
