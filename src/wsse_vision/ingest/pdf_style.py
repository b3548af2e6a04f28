"""What type, spacing and place of lines mean in one PDF document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from wsse_vision.ingest import lines as look
from wsse_vision.ingest.pdf_lines import Line


@dataclass(slots=True)
class Style:
    """Measures of a document in points: type size of the body, distance of its lines, edges of its columns.

    ``headings`` are the styles (size, boldness, capitals) of headings with their levels.
    """

    body: float
    is_body_bold: bool
    leading: float
    left: dict[tuple[int, int], float]
    right: dict[tuple[int, int], float]
    headings: dict[tuple[float, bool, bool], int]

    def is_next(self, before: Line, line: Line) -> bool:
        """Tell whether ``line`` follows ``before`` at the distance of lines of one paragraph."""
        if before.page != line.page or before.column != line.column:
            return False
        distance = before.bottom - line.bottom
        usual = self.leading * max(1.0, max(before.size, line.size) / self.body)
        return 0 < distance < 1.3 * usual

    def has_room(self, before: Line, line: Line) -> bool:
        """Tell whether the first word of ``line`` would have fitted at the end of ``before``."""
        text = line.text.strip()
        word = text.split(maxsplit=1)[0] if text else ""
        width = (line.x1 - line.x0) * len(word) / max(len(text), 1)
        edge = self.right.get((before.page, before.column), before.x1)
        return before.x1 + width + 0.8 * before.size < edge

    def is_indented(self, line: Line) -> bool:
        """Tell whether ``line`` begins to the right of its column's edge, as first lines may."""
        edge = self.left.get((line.page, line.column), line.x0)
        return 0.7 * line.size < line.x0 - edge < 6 * line.size

    def heading_level(self, line: Line) -> int:
        """Return the level of the heading that ``line`` is (part of), 0 if it is none."""
        return self.headings.get(heading_style(line), 0) if self.may_be_heading(line) else 0

    def may_be_heading(self, line: Line) -> bool:
        """Tell whether a line looks like a heading, whatever others look like."""
        text = line.text.strip()
        if len(text) > 150 or not any(char.isalpha() for char in text) or len(line.cells) > 2:
            return False
        if line.size >= 1.12 * self.body:
            return text[-1] not in ".,;" or len(text) < 60
        if line.size < 0.95 * self.body or text[-1] in ".,;:\x02" or len(text) > 100:
            return False
        if look.marker(text) and not look.section_level(text):
            return False
        return (line.is_bold and not self.is_body_bold) or (look.is_capitals(text) and len(text) > 3)

    def split_notes(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """Return the lines of a page without its footnotes, and the footnotes: small type at the foot."""
        notes: list[Line] = []
        for column in sorted({line.column for line in lines}):
            mine = [line for line in lines if line.column == column]
            end = len(mine)
            while end and mine[end - 1].size <= 0.92 * self.body:
                end -= 1
            # Small type all over the column is a box or a form, and a note begins with its sign.
            if 0 < end < len(mine) and _begins_note(mine[end]):
                notes += mine[end:]
        doomed = {id(line) for line in notes}
        return [line for line in lines if id(line) not in doomed], notes


def _begins_note(line: Line) -> bool:
    text = line.text.lstrip(" \ue000")
    return bool(text) and (text[0].isdigit() or text[0] in "*†‡[(")


def heading_style(line: Line) -> tuple[float, bool, bool]:
    """Return what tells levels of headings apart."""
    return round(line.size * 2) / 2, line.is_bold, look.is_capitals(line.text)


def measure(lines: list[Line]) -> Style:
    """Return the style of a document from all its lines."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = max(sizes, key=lambda size: (sizes[size], size), default=10.0) or 10.0
    for line in lines:
        if abs(line.size - body) < 0.1 * body:
            bold[line.is_bold] += len(line.text)
    style = Style(body, bold[True] > bold[False], _leading(lines, body), {}, {}, {})
    _edges(lines, style)
    styles = {heading_style(line) for line in lines if style.may_be_heading(line)}
    ranked = sorted(styles, key=lambda one: (-one[0], not one[1], not one[2]))
    style.headings = {one: min(rank, 6) for rank, one in enumerate(ranked, 1)}
    return style


def _leading(lines: list[Line], body: float) -> float:
    distances: Counter[float] = Counter()
    for before, line in pairwise(lines):
        distance = round(before.bottom - line.bottom, 1)
        if before.page == line.page and before.column == line.column and 0.8 * body < distance < 2.5 * body:
            distances[distance] += len(line.text)
    return max(distances, key=lambda one: (distances[one], -one), default=1.3 * body)


def _edges(lines: list[Line], style: Style) -> None:
    """Set the edges of each column of each page; a page with few lines takes those of the document."""
    whole: dict[int, list[Line]] = {}
    parts: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        whole.setdefault(line.column, []).append(line)
        parts.setdefault((line.page, line.column), []).append(line)
    for key, found in parts.items():
        measured = found if len(found) >= 8 else whole[key[1]]
        near = sorted(line.x0 for line in measured)
        far = sorted(line.x1 for line in measured)
        style.left[key] = near[len(near) // 20]
        style.right[key] = far[-1 - len(far) // 20]
