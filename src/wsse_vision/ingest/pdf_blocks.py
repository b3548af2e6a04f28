"""From the lines of PDF pages to blocks: paragraphs across pages, headings, items, cells, footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wsse_vision.ingest import lines as look
from wsse_vision.ingest.pdf_lines import CALL, Line, Page
from wsse_vision.ingest.pdf_style import Style, measure
from wsse_vision.ingest.raw import RawBlock
from wsse_vision.model import Role

_CONTENTS = re.compile(r"(?:\s?[.·_…]){5,}\s*(?:\d{1,4}|[ivxlc]{1,6})\s*$")
"""A line of a table of contents: what it names stands elsewhere."""

LONGEST_HEADING = 200
"""Characters; what is longer is a passage in bold type."""

_END = re.compile(r"[.!?…:;]['’\"”»)\]]*$")
_CALLS = re.compile(f"{CALL[0]}(\\d+){CALL[1]}")
_NOTE_START = re.compile(f"{CALL[0]}?(\\d{{1,3}}|[*†‡])[.)]?{CALL[1]}?\\s*(?=\\S)")


@dataclass(slots=True)
class _Draft:
    """A block in the making."""

    role: Role
    lines: list[Line]
    level: int = 0
    label: str | None = None
    texts: list[str] = field(default_factory=list)
    row: int | None = None
    column: int | None = None

    @property
    def last(self) -> Line:
        return self.lines[-1]

    def add(self, line: Line) -> None:
        """Go on with ``line``."""
        self.lines.append(line)
        self.texts.append(line.text)


def build(pages: list[Page]) -> list[RawBlock]:
    """Return the blocks of a document whose pages' lines stand in reading order."""
    every = [line for page in pages for line in page.lines]
    style = measure(every)
    words = look.vocabulary(line.text for line in every)
    notes: list[_Draft] = []
    body: list[Line] = []
    for page in pages:
        body_lines, note_lines = style.split_notes(page.lines)
        body += [line for line in body_lines if not _CONTENTS.search(line.text)]
        notes += _notes(note_lines)
    drafts = _drafts(body, style)
    return _with_notes(drafts, notes, words)


def _drafts(lines: list[Line], style: Style) -> list[_Draft]:
    drafts: list[_Draft] = []
    position = 0
    while position < len(lines):
        table = _table_length(lines, position)
        if table:
            drafts += _table(lines[position : position + table])
            position += table
            continue
        _place(lines[position], drafts, style)
        position += 1
    return drafts


def _place(line: Line, drafts: list[_Draft], style: Style) -> None:
    """Add ``line`` to the block it continues, or begin a block with it."""
    last = drafts[-1] if drafts and drafts[-1].role != "cell" else None
    level = style.heading_level(line)
    if level and not (last and _interrupts(last, line, style)):
        if last and last.role == "heading" and _same_type(last.last, line) and style.is_next(last.last, line):
            last.add(line)
        else:
            drafts.append(_Draft("heading", [line], level=level, texts=[line.text]))
        return
    if last and last.role == "heading" and _was_text(last, line, style):
        last.role, last.level = "paragraph", 0
        last.add(line)
        return
    found = look.marker(line.text.strip())
    if found and _is_item(found, line, last, style):
        depth = _depth(line, drafts)
        drafts.append(_Draft("item", [line], level=depth, label=found.label, texts=[found.text]))
        return
    if last and last.role in ("paragraph", "item") and _continues(last, line, style):
        last.add(line)
        return
    drafts.append(_Draft("paragraph", [line], texts=[line.text]))


def _depth(line: Line, drafts: list[_Draft]) -> int:
    """Return the depth of a list item, 1 for the outermost, from the items above it."""
    for draft in reversed(drafts):
        if draft.role != "item":
            break
        offset = line.x0 - draft.lines[0].x0
        if offset > 0.8 * line.size:
            return min(draft.level + 1, 6)
        if offset > -0.8 * line.size:
            return draft.level
    return 1


def _same_type(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) < 0.6 and one.is_bold == other.is_bold


def _interrupts(last: _Draft, line: Line, style: Style) -> bool:
    """Tell whether what looks like a heading of the body's size stands in the middle of a sentence."""
    if line.size >= 1.12 * style.body or last.role == "heading" or not style.is_next(last.last, line):
        return False
    return not _END.search(last.texts[-1].rstrip()) and not style.has_room(last.last, line)


def _was_text(last: _Draft, line: Line, style: Style) -> bool:
    """Tell whether the heading ``last`` was the beginning of a bold passage that ``line`` goes on with."""
    if last.last.size >= 1.12 * style.body or not style.is_next(last.last, line) or look.marker(line.text.strip()):
        return False
    return _same_type(last.last, line) and not style.has_room(last.last, line)


def _is_item(found: look.Marker, line: Line, last: _Draft | None, style: Style) -> bool:
    if last is None or last.role == "heading" or not style.is_next(last.last, line):
        return True
    if not found.is_dash and found.label is None:
        return True
    # A dash, or "1999." at the start of a line, may just be where the line was broken.
    before = last.texts[-1].rstrip()
    return bool(_END.search(before)) or before.endswith(",") or style.has_room(last.last, line) or last.role == "item"


def _continues(last: _Draft, line: Line, style: Style) -> bool:
    """Tell whether ``line`` goes on with the paragraph or item ``last``."""
    before = last.last
    text, following = last.texts[-1].rstrip(), line.text.strip()
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return False
    is_ended, is_small = bool(_END.search(text)), following[:1].islower()
    if before.page != line.page or before.column != line.column:
        return look.breaks(text) or (not is_ended and (is_small or not style.has_room(before, line)))
    if not style.is_next(before, line) or _is_set_off(last, line, style, is_ended):
        return look.breaks(text) and style.is_next(before, line)
    return not (style.has_room(before, line) and (is_ended or not is_small))


def _is_set_off(last: _Draft, line: Line, style: Style, is_ended: bool) -> bool:
    """Tell whether the indent or the weight of ``line`` shows that it begins something else."""
    before = last.last
    if last.role == "item":
        return line.x0 < last.lines[0].x0 - line.size
    if style.is_indented(line) and not style.is_indented(before):
        return True
    return is_ended and before.is_bold != line.is_bold


def _table_length(lines: list[Line], start: int) -> int:
    """Return how many lines from ``start`` on are rows of a table, 0 if fewer than two."""
    end = start
    while end < len(lines) and len(lines[end].cells) >= 2 and lines[end].page == lines[start].page:
        end += 1
    rows = lines[start:end]
    return len(rows) if len(rows) > 1 and _are_aligned(rows) else 0


def _are_aligned(rows: list[Line]) -> bool:
    """Tell whether the parts of lines stand below one another; wide gaps in justified text do not."""
    if any(look.breaks(row.text) for row in rows):
        return False
    aligned = total = 0
    for row in rows:
        others = [cell for other in rows if other is not row for cell in other.cells[1:]]
        for cell in row.cells[1:]:
            total += 1
            aligned += any(_share_an_edge(cell, other) for other in others)
    return aligned > 0.6 * total


def _share_an_edge(cell: Line, other: Line) -> bool:
    middle = (cell.x0 + cell.x1 - other.x0 - other.x1) / 2
    return min(abs(cell.x0 - other.x0), abs(cell.x1 - other.x1), abs(middle)) < 0.3 * cell.size


def _table(rows: list[Line]) -> list[_Draft]:
    starts: list[float] = []
    for cell in sorted((cell for row in rows for cell in row.cells), key=lambda one: one.x0):
        if not starts or cell.x0 - starts[-1] > 2 * cell.size:
            starts.append(cell.x0)
    drafts = []
    for number, row in enumerate(rows):
        for cell in row.cells:
            column = max(index for index, start in enumerate(starts) if start <= cell.x0 + 0.1)
            drafts.append(_Draft("cell", [cell], texts=[cell.text], row=number, column=column))
    return drafts


def _notes(lines: list[Line]) -> list[_Draft]:
    notes: list[_Draft] = []
    for line in lines:
        text = line.text.strip()
        found = _NOTE_START.match(text)
        if found and (CALL[0] in found[0] or not notes or found[1] in _next_labels(notes)):
            notes.append(_Draft("note", [line], label=found[1], texts=[text[found.end() :]]))
        elif notes:
            notes[-1].lines.append(line)
            notes[-1].texts.append(text)
        else:
            notes.append(_Draft("note", [line], texts=[text]))
    return notes


def _next_labels(notes: list[_Draft]) -> set[str]:
    label = notes[-1].label or ""
    return {str(int(label) + 1)} if label.isdigit() else {"1", "*", "†", "‡"}


def _with_notes(drafts: list[_Draft], notes: list[_Draft], words: set[str]) -> list[RawBlock]:
    """Return the blocks; a note follows the block that calls it, else the last one begun on its page."""
    after: dict[int, list[_Draft]] = {}
    called: dict[int, set[str]] = {}
    for note in notes:
        page = note.lines[0].page
        place = -1
        for index, draft in enumerate(drafts):
            if draft.lines[0].page > page:
                break
            place = index
            if draft.last.page >= page and note.label in _labels(draft):
                called.setdefault(index, set()).add(str(note.label))
                break
        after.setdefault(place, []).append(note)
    blocks = [_block(note, words, set()) for note in after.get(-1, [])]
    for index, draft in enumerate(drafts):
        blocks.append(_block(draft, words, called.get(index, set())))
        blocks += [_block(note, words, set()) for note in after.get(index, [])]
    return blocks


def _labels(draft: _Draft) -> set[str]:
    return {label for text in draft.texts for label in _CALLS.findall(text)}


def _block(draft: _Draft, words: set[str], called: set[str]) -> RawBlock:
    text = look.join(draft.texts, words)
    text = _CALLS.sub(lambda found: "" if found[1] in called else found[1], text)
    if draft.role == "heading" and len(text) > LONGEST_HEADING:
        draft.role, draft.level = "paragraph", 0
    return RawBlock(draft.role, text, draft.level, draft.label, draft.lines[0].page, draft.row, draft.column)
