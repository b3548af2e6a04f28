"""How wide words are in the sans face, so that labels keep apart before anybody has set them."""

from __future__ import annotations

import unicodedata
from functools import cache

_FIRST = 32
_WIDTHS = (
    200, 289, 425, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497,
    497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 544, 588, 571, 615, 527, 494, 617, 652, 263, 480, 579, 486, 727,
    647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555,
    496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 718, 446, 467, 425, 303,
    241, 303, 497,
)  # fmt: skip
"""Advance widths of the printable ASCII characters in Source Sans, regular, in thousandths of the size."""

_OTHERS = {
    "—": 800, "…": 948, "½": 808, "ß": 576, "æ": 785, "œ": 839, "Æ": 822, "Œ": 847, "–": 480,
    "“": 425, "”": 425, "„": 425, "‘": 249, "’": 249,
    "«": 429, "»": 429, "·": 249,
}  # fmt: skip

_SAFETY = 1.12
"""A reader that lacks the face takes another sans-serif, which may be wider by about so much."""


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide ``words`` are at most, in points, when set ``size`` points large."""
    thousandths = sum(_advance(character) for character in words)
    return thousandths / 1000 * size * _SAFETY * (1.05 if bold else 1.0)


@cache
def _advance(character: str) -> float:
    if character in _OTHERS:
        return _OTHERS[character]
    base = unicodedata.normalize("NFD", character)[0]
    if _FIRST <= ord(base) < _FIRST + len(_WIDTHS):
        return _WIDTHS[ord(base) - _FIRST]
    if unicodedata.combining(character):
        return 0
    return 1000 if unicodedata.east_asian_width(character) in "WF" else 620


def shortened(words: str, size: float, width: float) -> str:
    """Return ``words``, cut with an ellipsis where they would be wider than ``width`` points."""
    if width_of(words, size) <= width:
        return words
    room = width / width_of("…", size) * _advance("…") - _advance("…")
    kept, taken = 1, 0.0
    for place, character in enumerate(words, 1):
        taken += _advance(character)
        if taken > room:
            break
        kept = place
    return words[:kept].rstrip() + "…"


def wrapped(words: str, size: float, width: float, lines: int = 2) -> list[str]:
    """Return ``words`` as at most ``lines`` lines of at most ``width`` points; what is left over is cut."""
    result: list[str] = []
    left = words.split()
    while left and len(result) < lines - 1:
        taken = 1
        while taken < len(left) and width_of(" ".join(left[: taken + 1]), size) <= width:
            taken += 1
        result.append(shortened(" ".join(left[:taken]), size, width))
        left = left[taken:]
    if left:
        result.append(shortened(" ".join(left), size, width))
    return result
