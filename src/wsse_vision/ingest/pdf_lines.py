"""The lines of a PDF page with their places, from PDFium's characters."""

from __future__ import annotations

import ctypes
import re
import struct
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

CALL = ("\ue000", "\ue001")
"""Private characters around raised figures, which may call a footnote."""

GAP = 1.8
"""A gap in a line wider than this many times the type size parts columns or cells."""


@dataclass(slots=True)
class Line:
    """A line or a part of one: its text and box in points, y upwards; type size in points.

    ``column`` is the column of the page it stands in (0 for the whole width), ``cells`` the parts that stand
    apart on the same line.
    """

    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    size: float
    is_bold: bool
    page: int = 0
    column: int = 0
    cells: list[Line] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Height of the box in points."""
        return self.top - self.bottom


@dataclass(slots=True)
class Page:
    """A page: 1-based number, width and height in points, its lines."""

    number: int
    width: float
    height: float
    lines: list[Line]
    wide_fs: int = 0
    """Letters f that are as wide as the ligatures ff, fi or ffi: the file has lost what they stand for."""


@dataclass(slots=True)
class _Char:
    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    size: float
    is_bold: bool
    is_hidden: bool


WIDE_F = 0.5
"""Width of an f in parts of the type size from which it must be a ligature; it is about 0.3."""

_RIGHT_TO_LEFT = "\u0590"
"""No letter before this one is written from right to left."""

_PRESENTATION = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+")
_ACCENTS = {"´": "\u0301", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303"}
_LOOSE_ACCENT = re.compile("([´¨ˆ˜])([A-Za-zı])")


def read_page(page: Any, text: Any, number: int) -> Page:
    """Return the lines of a page of PDFium in the order of the file.

    Text outside the page is left out; so is invisible text, unless it lies over a picture of the page (OCR).
    """
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    lines: list[list[_Char]] = [[]]
    for char in _chars(text):
        if char is None:
            lines.append([])
        elif char.x1 > left and char.x0 < right and char.top > bottom and char.bottom < top:
            lines[-1].append(char)
            if char.text == "\x02":
                lines.append([])
    if any(char.is_hidden for line in lines for char in line) and image_share(page) < 0.5:
        lines = [[char for char in line if not char.is_hidden] for line in lines]
    made = [piece for line in lines for piece in _pieces(line)]
    for line in made:
        line.page = number
    return Page(number, width, height, _merged(made), wide_fs=sum(map(_wide_fs, lines)))


def _wide_fs(line: list[_Char]) -> int:
    # The letters of a ligature that is told in full share its box.
    return sum(
        char.text == "f" and char.x1 - char.x0 > WIDE_F * char.size and after.x0 > char.x1 - 0.1 * char.size
        for char, after in pairwise(line)
    )


def image_share(page: Any) -> float:
    """Return which part of the page pictures cover, 0 to 1."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    area = 0.0
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds() if hasattr(thing, "get_bounds") else thing.get_pos()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return float(min(1.0, area / max(1.0, width * height)))


def _chars(text: Any) -> list[_Char | None]:
    """Return the characters of a page; null stands for a line break."""
    import pypdfium2.raw as pdfium

    chars: list[_Char | None] = []
    box = pdfium.FS_RECTF()
    # A page has thousands of characters: the wrappers would be unwrapped at each of several calls for each of them.
    page, into, box_of = text.raw, ctypes.byref(box), pdfium.FPDFText_GetLooseCharBox
    size, is_bold, is_hidden = 0.0, False, False
    previous, is_start = 0.0, True
    fonts: dict[int, tuple[float, bool, bool]] = {}
    for index, code in enumerate(_codes(pdfium, text)):
        if code in (10, 13):
            chars.append(None)
            is_start = True
            continue
        if code == 0:
            continue
        box_of(page, index, into)
        left, top, right, bottom = _BOX(box)
        height = top - bottom
        if code == 32:
            is_start = True
        elif is_start or not -_SAME < height - previous < _SAME:
            # In a word the type changes where the height of the boxes, which is the type's and not the letter's, does.
            size, is_bold, is_hidden = _font(pdfium, page, index, fonts)
            is_start = False
        previous = height
        letter = "\x02" if code in (2, _UNTOLD) else chr(code)
        chars.append(_Char(letter, left, right, bottom, top, size, is_bold, is_hidden))
    return chars


_BOX = struct.Struct("4f").unpack
"""Reads a box of PDFium: left, top, right, bottom."""

_SAME = 0.01
"""Points by which the heights of boxes of the same type differ at most, as they stand at different places."""


def _codes(pdfium: Any, text: Any) -> list[int]:
    """Return the code points of the characters of a page, 0 for one that has none."""
    number = text.count_chars()
    told = (ctypes.c_ushort * (number + 1))()
    codes = told[:number] if pdfium.FPDFText_GetText(text.raw, 0, number, told) == number + 1 else []
    # Told all at once, high characters are two codes, and what has no code is left out or said to be none: those are
    # asked for one by one.
    if not codes or any(code in _HALVES for code in codes):
        codes = [_UNTOLD] * number
    return [pdfium.FPDFText_GetUnicode(text.raw, at) if code == _UNTOLD else code for at, code in enumerate(codes)]


_HALVES = range(0xD800, 0xE000)
"""Codes of which two make a high character."""

_UNTOLD = 0xFFFE
"""No character: what PDFium says of a hyphen that parts a word, and all at once also of what has no code."""


def _font(pdfium: Any, page: Any, index: int, known: dict[int, tuple[float, bool, bool]]) -> tuple[float, bool, bool]:
    """Return the size in points, whether the type is bold and whether it is invisible: the same in a text object."""
    thing = pdfium.FPDFText_GetTextObject(page, index)
    if not thing:
        return _type(pdfium, page, index, False)
    key = ctypes.addressof(thing.contents)
    if key not in known:
        is_hidden = pdfium.FPDFTextObj_GetTextRenderMode(thing) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        known[key] = _type(pdfium, page, index, is_hidden)
    return known[key]


def _type(pdfium: Any, page: Any, index: int, is_hidden: bool) -> tuple[float, bool, bool]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(page, index, matrix)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    name = ctypes.create_string_buffer(80)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(page, index, name, 80, flags)
    weight = pdfium.FPDFText_GetFontWeight(page, index)
    is_bold = weight >= 600 or bool(flags.value & (1 << 18)) or bool(_BOLD.search(name.value))
    return pdfium.FPDFText_GetFontSize(page, index) * scale, is_bold, is_hidden


_BOLD = re.compile(rb"bold|black|heavy|demi|cmbx|sfbx", re.IGNORECASE)


def _pieces(chars: list[_Char]) -> list[Line]:
    """Return the parts of a line that wide gaps divide."""
    if any(char.text >= _RIGHT_TO_LEFT and unicodedata.bidirectional(char.text) in ("R", "AL") for char in chars):
        return [_line(chars)] if any(char.text.strip() for char in chars) else []
    pieces: list[list[_Char]] = [[]]
    last: _Char | None = None
    for char in chars:
        if char.text != " " and last is not None:
            gap = max(char.x0 - last.x1, last.x0 - char.x1)
            if gap > GAP * max(char.size, last.size, 4.0) and not _is_vertical(last, char):
                pieces.append([])
        pieces[-1].append(char)
        if char.text != " ":
            last = char
    return [_line(piece) for piece in pieces if any(char.text.strip() for char in piece)]


def _is_vertical(one: _Char, other: _Char) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def _line(chars: list[_Char]) -> Line:
    ink = [char for char in chars if char.text != " "]
    letters = [char for char in ink if char.text.isalnum()] or ink
    sizes = sorted(char.size for char in letters)
    size = sizes[len(sizes) // 2]
    base = sorted(char.bottom for char in letters if char.size >= 0.9 * size)[0:1] or [ink[0].bottom]
    bold = sum(char.is_bold for char in letters)
    return Line(
        text=_text(chars, size, base[0]),
        x0=min(char.x0 for char in ink),
        x1=max(char.x1 for char in ink),
        bottom=min(char.bottom for char in ink),
        top=max(char.top for char in ink),
        size=round(size, 1),
        is_bold=bold > 0.8 * len(letters),
    )


def _text(chars: list[_Char], size: float, base: float) -> str:
    parts: list[str] = []
    is_raised = False
    for char in chars:
        raised = char.text.isdigit() and char.size < 0.85 * size and char.bottom > base + 0.1 * size
        if raised != is_raised:
            parts.append(CALL[0] if raised else CALL[1])
            is_raised = raised
        parts.append(char.text)
    if is_raised:
        parts.append(CALL[1])
    text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found[0]), "".join(parts))
    return _LOOSE_ACCENT.sub(lambda m: unicodedata.normalize("NFC", m[2].replace("ı", "i") + _ACCENTS[m[1]]), text)


def _merged(lines: list[Line]) -> list[Line]:
    """Join what follows on the same base line at once: PDFium breaks a line at a raised figure."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last and _continues(last, line):
            _absorb(last, line)
        else:
            merged.append(line)
    return merged


def _continues(last: Line, line: Line) -> bool:
    overlap = min(last.top, line.top) - max(last.bottom, line.bottom)
    if overlap < 0.5 * min(last.height, line.height) or last.text.endswith("\x02"):
        return False
    size = max(last.size, line.size)
    return -0.5 * size < line.x0 - last.x1 < 1.0 * size


def _absorb(last: Line, line: Line) -> None:
    space = "" if line.x0 - last.x1 < 0.15 * last.size else " "
    text = line.text
    raised = line.size < 0.85 * last.size and line.bottom > last.bottom + 0.1 * last.size
    if raised and re.fullmatch(r"\s*\d{1,3}\s*", text):
        text, space = f"{CALL[0]}{text.strip()}{CALL[1]}", ""
    last.text = f"{last.text}{space}{text}"
    last.x1 = max(last.x1, line.x1)
    last.bottom, last.top = min(last.bottom, line.bottom), max(last.top, line.top)
    if len(line.text) > len(last.text) // 2:
        last.size = max(last.size, line.size)
