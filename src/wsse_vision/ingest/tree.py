"""From pandoc's syntax tree to blocks that keep their role: headings, items, cells, notes, quotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from wsse_vision.ingest.inlines import Node, image_text, is_telling, text_of
from wsse_vision.ingest.raw import RawBlock
from wsse_vision.ingest.tables import CELLS, Cell, HtmlTable, cells_of, is_layout
from wsse_vision.model import Role

_TASK = re.compile(r"^[☐☒☑]\s+")
_PROSE = re.compile(r"(?:[^\W\d_]{2,}[,;:.]?\s+){5}")
_HIDDEN_CLASSES = {"comment", "toc", "TOC"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk is: what a paragraph becomes here."""

    role: Role = "paragraph"
    level: int = 0
    label: str | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None


@dataclass(slots=True)
class TreeWalk:
    """Collects the blocks of a tree; ``blocks`` holds the result, ``cells`` counts the table cells."""

    is_slides: bool = False
    blocks: list[RawBlock] = field(default_factory=list)
    cells: int = 0
    page: int | None = None
    html_table: HtmlTable = field(default_factory=HtmlTable)

    def walk(self, nodes: list[Node], place: Place = Place()) -> None:
        """Add the blocks of ``nodes``, which stand at ``place``."""
        for node in nodes:
            reader = _READERS.get(node["t"])
            if reader:
                reader(self, node.get("c"), place)

    def add(self, inlines: list[Node], place: Place) -> None:
        """Add a block with the text of ``inlines``, and after it the notes called in it."""
        notes: list[list[Node]] = []
        text = text_of(inlines, notes)
        if not text.strip():
            text = image_text(inlines)
        where = self.html_table.place()
        if where and place.role == "paragraph":
            place = replace(place, role="cell", row=where[0], column=where[1])
        self._append(text, place)
        for note in notes:
            self.walk(note, Place("note"))

    def _append(self, text: str, place: Place) -> None:
        if place.role == "item":
            text = _TASK.sub("", text.lstrip())
        if text.strip():
            level = place.level if place.role in ("heading", "item") else 0
            block = RawBlock(place.role, text, level, place.label, place.page or self.page, place.row, place.column)
            self.blocks.append(block)

    def paragraph(self, content: Any, place: Place) -> None:
        """Para and Plain."""
        self.add(content, place)

    def heading(self, content: Any, place: Place) -> None:
        """Header: level, attributes, inlines."""
        level, (identifier, _, _), inlines = content
        if self.is_slides and (slide := re.fullmatch(r"slide-(\d+)", identifier)):
            self.page = int(slide[1])
            if text_of(inlines).strip() == f"Slide {self.page}":
                return  # what pandoc calls a slide without a title
        if place.role in ("cell", "note", "item"):
            self.add(inlines, place)
        else:
            self.add(inlines, Place("heading", max(1, level - 1) if self.is_slides else level))

    def lines(self, content: Any, place: Place) -> None:
        """LineBlock: verses."""
        self.add([inline for line in content for inline in [*line, {"t": "Space"}]], place)

    def code(self, content: Any, place: Place) -> None:
        """CodeBlock: what is indented only is often prose."""
        (_, classes, _), text = content
        if not classes and _PROSE.search(text):
            for part in re.split(r"\n\s*\n", text):
                self._append(part, place)

    def quote(self, content: Any, place: Place) -> None:
        """BlockQuote."""
        self.walk(content, place if place.role in ("cell", "note") else Place("quote", page=place.page))

    def bullets(self, content: Any, place: Place) -> None:
        """BulletList: items."""
        for item in content:
            self._item(item, place, None)

    def numbers(self, content: Any, place: Place) -> None:
        """OrderedList: (start, style, delimiter), items."""
        (start, style, _), items = content
        for number, item in enumerate(items, start):
            self._item(item, place, list_label(number, style["t"]))

    def _item(self, item: list[Node], place: Place, label: str | None) -> None:
        if place.role in ("cell", "note"):
            self.walk(item, place)
            return
        level = place.level + 1 if place.role == "item" else 1
        first = len(self.blocks)
        self.walk(item, Place("item", level, None))
        if (
            label
            and first < len(self.blocks)
            and self.blocks[first].role == "item"
            and self.blocks[first].level == level
        ):
            self.blocks[first].label = label

    def definitions(self, content: Any, place: Place) -> None:
        """DefinitionList: terms with their definitions, as "term: definition"."""
        inner = (
            place if place.role in ("cell", "note") else Place("item", place.level + 1 if place.role == "item" else 1)
        )
        for term, definitions in content:
            first = len(self.blocks)
            for definition in definitions:
                self.walk(definition, inner)
            name = text_of(term).strip()
            if len(self.blocks) == first:
                self._append(name, inner)
            elif name:
                separator = " " if name.endswith((":", "：", "?")) else ": "
                self.blocks[first].text = f"{name}{separator}{self.blocks[first].text.lstrip()}"

    def table(self, content: Any, place: Place) -> None:
        """Table: a cell's paragraphs are blocks of their own at the same row and column."""
        _, caption, _, head, bodies, foot = content
        self.walk(caption[1], Place("paragraph") if place.role == "item" else place)
        cells = cells_of(head, bodies, foot)
        if is_layout(cells):
            for cell in cells:
                self.walk(cell.content, place)
            return
        for cell in self._allowed(cells):
            where = place if place.role in ("cell", "note") else Place("cell", row=cell.row, column=cell.column)
            self.walk(cell.content, where)

    def _allowed(self, cells: list[Cell]) -> list[Cell]:
        room = max(0, CELLS - self.cells)
        self.cells += len(cells)
        return cells[:room]

    def figure(self, content: Any, place: Place) -> None:
        """Figure: attributes, caption, content. The caption is text; an image's own text repeats it."""
        _, caption, inside = content
        if caption[1]:
            told = [block for block in caption[1] if is_telling(text_of(block.get("c", [])))]
            self.walk(told, place)
            inside = [node for node in inside if node["t"] not in ("Plain", "Para")]
        self.walk(inside, place)

    def division(self, content: Any, place: Place) -> None:
        """Div: attributes, blocks."""
        (_, classes, _), inside = content
        if _HIDDEN_CLASSES.intersection(classes):
            return
        self.walk(inside, Place("note") if "notes" in classes and self.is_slides else place)

    def raw(self, content: Any, _: Place) -> None:
        """RawBlock: markup is no text, but the tags of a table tell where its cells stand."""
        if content[0] == "html":
            self.html_table.see(content[1])


def list_label(number: int, style: str) -> str:
    """Return the number of a list item as its style writes it: "3", "b", "iv"."""
    if style in ("LowerAlpha", "UpperAlpha") and number > 0:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters if style == "LowerAlpha" else letters.upper()
    if style in ("LowerRoman", "UpperRoman") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if style == "LowerRoman" else roman.upper()
    return str(number)


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

_READERS: dict[str, Callable[[TreeWalk, Any, Place], None]] = {
    "Para": TreeWalk.paragraph,
    "Plain": TreeWalk.paragraph,
    "Header": TreeWalk.heading,
    "LineBlock": TreeWalk.lines,
    "CodeBlock": TreeWalk.code,
    "BlockQuote": TreeWalk.quote,
    "BulletList": TreeWalk.bullets,
    "OrderedList": TreeWalk.numbers,
    "DefinitionList": TreeWalk.definitions,
    "Table": TreeWalk.table,
    "Figure": TreeWalk.figure,
    "Div": TreeWalk.division,
    "RawBlock": TreeWalk.raw,
}
