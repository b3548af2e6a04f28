"""The layout of PDF pages: running heads and page numbers go, columns are read one after the other."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from wsse_vision.ingest.pdf_lines import Line, Page

MARGIN = 0.13
"""Part of a page's height at its top and bottom in which running heads and page numbers stand."""

NUMBER_MARGIN = 0.18
"""The same for a number that stands alone below everything else."""

_PAGE_NUMBER = re.compile(
    r"[-–—\s\[(|]*(?:(?:page|p[áa]gina|p[áa]g\.?|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|de|sur|von|\|)\s*\d{1,4})?[-–—\s\])|.]*",
    re.IGNORECASE,
)


def drop_furniture(pages: list[Page]) -> None:
    """Remove lone page numbers, and what repeats at the same place of pages but for its numbers."""
    seen: dict[str, list[tuple[Page, Line]]] = defaultdict(list)
    for page in pages:
        for line in _marginal(page):
            seen[re.sub(r"\d+", "#", line.text.casefold()).strip()].append((page, line))
    doomed: set[int] = set()
    needed = 2 if len(pages) < 5 else 3
    for found in seen.values():
        for group in _same_place(found):
            if len({page.number for page, _ in group}) >= needed and _counts_pages(group):
                doomed.update(id(line) for _, line in group)
    for page in pages:
        doomed.update(id(line) for line in page.lines if _is_page_number(page, line))
        page.lines = [line for line in page.lines if id(line) not in doomed]


def _marginal(page: Page) -> list[Line]:
    low, high = MARGIN * page.height, (1 - MARGIN) * page.height
    return [line for line in page.lines if line.top < low or line.bottom > high]


def _same_place(found: list[tuple[Page, Line]]) -> list[list[tuple[Page, Line]]]:
    groups: list[list[tuple[Page, Line]]] = []
    for page, line in found:
        for group in groups:
            if abs(group[0][1].bottom - line.bottom) < 4 and abs(group[0][1].size - line.size) < 0.6:
                group.append((page, line))
                break
        else:
            groups.append([(page, line)])
    return groups


def _counts_pages(group: list[tuple[Page, Line]]) -> bool:
    """Tell whether the lines are the same, or differ by numbers that run with the pages.

    "Article 6" and "Article 9" at the top of two pages are text, not a running head.
    """
    texts = {line.text.strip() for _, line in group}
    if len(texts) == 1:
        return True
    rows = [([int(number) for number in re.findall(r"\d+", line.text)[:9]], page.number) for page, line in group]
    width = min(len(numbers) for numbers, _ in rows)
    for place in range(width):
        if len({numbers[place] for numbers, _ in rows}) == 1:
            continue
        if len({numbers[place] - page for numbers, page in rows}) != 1:
            return False
    return True


def _is_page_number(page: Page, line: Line) -> bool:
    if not _PAGE_NUMBER.fullmatch(line.text.strip()):
        return False
    if line.top < NUMBER_MARGIN * page.height:
        return all(other is line or other.bottom > line.top - 2 for other in page.lines)
    if line.bottom < (1 - NUMBER_MARGIN) * page.height:
        return False
    return all(other is line or other.top < line.bottom + 2 for other in page.lines)


def in_reading_order(page: Page) -> list[Line]:
    """Return the lines of ``page`` as they are read: down each column, whole lines where they stand.

    Pieces on one base line within a column become one line, with ``cells`` for its pieces.
    """
    # Of text that runs downwards or from right to left, the order in the file is the best there is.
    if _is_vertical(page.lines) or _is_leftward(page.lines):
        return page.lines
    return _ordered(page.lines, 0, 2)


def _is_vertical(lines: list[Line]) -> bool:
    """Tell whether most of the text runs downwards, as Japanese may."""
    upright = sum(len(line.text) for line in lines if len(line.text) > 2 and line.height > 3 * (line.x1 - line.x0))
    return upright > 0.5 * sum(len(line.text) for line in lines)


def _is_leftward(lines: list[Line]) -> bool:
    letters = [char for line in lines for char in line.text if char.isalpha()]
    return sum(unicodedata.bidirectional(char) in ("R", "AL") for char in letters) > 0.5 * len(letters)


def _ordered(lines: list[Line], column: int, depth: int) -> list[Line]:
    gutter = _gutter(lines) if depth else None
    if gutter is None:
        return _rows(lines, column)
    result: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        result.extend(_ordered(left, 2 * column + 1, depth - 1) if left else [])
        result.extend(_ordered(right, 2 * column + 2, depth - 1) if right else [])
        left.clear()
        right.clear()

    for line in sorted(lines, key=lambda one: (-one.top, one.x0)):
        if line.x1 <= gutter + 2:
            left.append(line)
        elif line.x0 >= gutter - 2:
            right.append(line)
        else:
            flush()
            result.extend(_rows([line], column))
    flush()
    return result


def _gutter(lines: list[Line]) -> float | None:
    """Return the x that parts two columns of running text, null when there is none."""
    if len(lines) < 10:
        return None
    low, high = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = high - low
    best: tuple[int, float] | None = None
    for edge in sorted({round(line.x0, 1) for line in lines}):
        gutter = edge - 3
        if not low + 0.25 * width < gutter < low + 0.75 * width:
            continue
        crossing = sum(line.x0 < gutter - 2 and line.x1 > gutter + 2 for line in lines)
        if best is None or crossing < best[0]:
            best = (crossing, gutter)
    if best is None:
        return None
    crossing, gutter = best
    left = [line for line in lines if line.x1 <= gutter + 2]
    right = [line for line in lines if line.x0 >= gutter - 2]
    is_text = _is_running(left, gutter - low) and _is_running(right, high - gutter) and _side_by_side(left, right)
    return gutter if is_text and crossing <= len(left) + len(right) else None


def _is_running(lines: list[Line], width: float) -> bool:
    """Tell whether lines are a column of text and not of a table: most fill it."""
    if len(lines) < 5:
        return False
    filled = sum(line.x1 - line.x0 > 0.6 * width and len(line.text) > 15 for line in lines)
    return filled >= 0.5 * len(lines)


def _side_by_side(left: list[Line], right: list[Line]) -> bool:
    few, many = sorted((left, right), key=len)
    beside = sum(any(min(a.top, b.top) > max(a.bottom, b.bottom) for b in many) for a in few)
    return beside >= 0.5 * len(few)


def _rows(lines: list[Line], column: int) -> list[Line]:
    """Return lines from top to bottom; pieces that share a base line become one."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (-(one.top + one.bottom), one.x0)):
        if rows and _shares_base(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda one: one.x0), column) for row in rows]


def _shares_base(row: list[Line], line: Line) -> bool:
    first = row[0]
    overlap = min(first.top, line.top) - max(first.bottom, line.bottom)
    apart = all(line.x0 >= other.x1 - 1 or line.x1 <= other.x0 + 1 for other in row)
    return apart and overlap > 0.6 * min(first.height, line.height)


def _joined(row: list[Line], column: int) -> Line:
    if len(row) == 1:
        row[0].column = column
        return row[0]
    return Line(
        text=" ".join(piece.text.strip() for piece in row),
        x0=row[0].x0,
        x1=max(piece.x1 for piece in row),
        bottom=min(piece.bottom for piece in row),
        top=max(piece.top for piece in row),
        size=max(piece.size for piece in row),
        is_bold=all(piece.is_bold for piece in row),
        page=row[0].page,
        column=column,
        cells=row,
    )
