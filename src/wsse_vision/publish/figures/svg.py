"""A sheet to draw on: SVG with real text.

Every mark carries its colour and, as a class, the colour's name (``f-ink`` fills, ``s-ink`` strokes), so that a page
may give a colour another value in the dark; without any style the drawing is right on white.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from wsse_vision.publish.figures.lettering import width_of
from wsse_vision.publish.tokens import colour

SANS = "'Source Sans Pro','Source Sans 3','Vision Sans',Arial,sans-serif"
"""The face as the PDF's fonts, as newer systems and as our own pages call it, then whatever there is."""

WIDTH = 440.0
"""Figures are so many points wide: text column and margin of a page."""

TALLEST = 590.0
"""No figure is taller, so that it stands on one page with its caption."""


class Said(NamedTuple):
    """Words in a language of their own, in a table."""

    words: str
    language: str


Cell = str | Said
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a figure: names of the columns and rows of as many cells; no rows, no table.

    ``more`` are left out; ``query`` leads to them in the evidence browser.
    """

    head: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    more: int = 0
    query: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished figure: its drawing, its caption, what it shows in words for those who cannot see it, its data."""

    name: str
    svg: str
    caption: str
    alt: str
    title: str = ""
    table: Table = Table()


@dataclass(slots=True)
class Sheet:
    """An SVG drawing of a given size in points; the origin is the upper left corner."""

    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 9,
        fill: str = "ink",
        anchor: str = "start",
        weight: int = 400,
        turn: float = 0,
        halo: bool = False,
        language: str = "",
    ) -> None:
        """Write ``words`` with the base line at ``y``; ``turn`` is in degrees around that point; a halo keeps lines
        off; ``language`` is that of the words where it may differ from the publication's.
        """
        edge = " s-paper" if halo else ""
        ring = (
            f' stroke="{colour("paper")}" stroke-width="2.4" stroke-linejoin="round" paint-order="stroke"'
            if halo
            else ""
        )
        turned = f' transform="rotate({_n(turn)} {_n(x)} {_n(y)})"' if turn else ""
        bold = f' font-weight="{weight}"' if weight != 400 else ""
        spoken = f' xml:lang="{escape(language, {chr(34): "&quot;"})}"' if language else ""
        self.parts.append(
            f'<text class="f-{fill}{edge}" x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour(fill)}" '
            f'text-anchor="{anchor}"{bold}{ring}{turned}{spoken}>'
            f"{escape(words)}</text>"
        )

    def disc(
        self, x: float, y: float, radius: float, fill: str = "green", stroke: str | None = None, *, dashed: bool = False
    ) -> None:
        """Draw a disc, with an edge if ``stroke`` names its colour."""
        place = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"'
        self.parts.append(f"<circle {place} {_painted(fill, stroke, dashed=dashed)}/>")

    def diamond(self, x: float, y: float, radius: float, fill: str = "green", stroke: str | None = None) -> None:
        """Draw a square that stands on its corner, ``radius`` from the middle to each corner."""
        corners = (
            f"M{_n(x)} {_n(y - radius)}L{_n(x + radius)} {_n(y)}L{_n(x)} {_n(y + radius)}L{_n(x - radius)} {_n(y)}Z"
        )
        self.parts.append(f'<path d="{corners}" {_painted(fill, stroke)}/>')

    def sector(self, x: float, y: float, radius: float, span: tuple[float, float], fill: str = "green") -> None:
        """Fill a slice of a disc; ``span`` is in turns (0 to 1) from noon, clockwise."""
        if span[1] - span[0] >= 1:
            self.disc(x, y, radius, fill)
            return
        arc = f"M{_n(x)} {_n(y)}L{_around(x, y, radius, span[0])}{_arc(x, y, radius, span)}Z"
        self.parts.append(f'<path d="{arc}" {_painted(fill)}/>')

    def rings(self, x: float, y: float, radius: float, span: tuple[float, float], stroke: str = "green") -> None:
        """Fill a slice of a disc with lines around its middle: told from a solid one without any colour."""
        span = (span[0], min(span[1], span[0] + 0.9999))
        steps = max(int(radius / 2.6), 1)
        arcs = []
        for step in range(1, steps + 1):
            at = radius * step / (steps + 0.5)
            arcs.append(f"M{_around(x, y, at, span[0])}{_arc(x, y, at, span)}")
        edges = "".join(f"M{_n(x)} {_n(y)}L{_around(x, y, radius, end)}" for end in span)
        self.parts.append(_stroked("".join(arcs) + edges, stroke, 0.9))

    def open(self, tag: str, given: Mapping[str, str]) -> None:
        """Begin an element that holds what is drawn until ``close``: a group (``g``) or a link (``a``)."""
        self.parts.append(f"<{tag}{_attributes(given)}>")

    def close(self, tag: str) -> None:
        """End the element that was begun last."""
        self.parts.append(f"</{tag}>")

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str = "rule",
        width: float = 0.5,
        given: Mapping[str, str] | None = None,
    ) -> None:
        """Draw a line ``width`` points thick, with further attributes if they are ``given``."""
        self.parts.append(
            f"<line{_attributes(given or {})} "
            f'class="s-{stroke}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
            f'stroke="{colour(stroke)}" stroke-width="{_n(width)}"/>'
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "green",
        *,
        radius: float = 0,
        stroke: str | None = None,
    ) -> None:
        """Draw a filled rectangle, with an edge if ``stroke`` names its colour."""
        round_ = f' rx="{_n(radius)}"' if radius else ""
        place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self.parts.append(f"<rect {place}{round_} {_painted(fill, stroke)}/>")

    def frame(self, x: float, y: float, width: float, height: float, stroke: str = "ink") -> None:
        """Draw the edge of a rectangle, a hairline."""
        self.parts.append(_stroked(f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}Z", stroke, 0.5))

    def hatch(self, x: float, y: float, width: float, height: float, *, stroke: str, level: bool = False) -> None:
        """Fill a rectangle with slanting lines, or with ``level`` ones: a grey that no printer confuses.

        Slanting lines keep their colour in the dark, as the light ground does that they are meant for.
        """
        lines = []
        if level:
            rows = max(int(height / 2.2), 1)
            for row in range(1, rows + 1):
                at = _n(y + height * row / (rows + 1))
                lines.append(f"M{_n(x)} {at}H{_n(x + width)}")
        else:
            steps = int((width + height) / 3)
            for step in range(1, steps + 1):
                foot = step * 3.0  # the line meets the base this far from the left corner, and leaves it at 45°
                left, right = max(foot - height, 0.0), min(foot, width)
                lines.append(f"M{_n(x + left)} {_n(y + foot - left)}L{_n(x + right)} {_n(y + foot - right)}")
        if lines and width > 0:
            self.parts.append(_stroked("".join(lines), stroke, 0.7, named=level))

    def finish(self) -> str:
        """Return the drawing, on a light plate: a reading system in the dark would else show ink on black."""
        size = f'width="{_n(self.width)}" height="{_n(self.height)}" viewBox="0 0 {_n(self.width)} {_n(self.height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{SANS}">'
        plate = f'<path d="M0 0H{_n(self.width)}V{_n(self.height)}H0Z" {_painted("paper")}/>'
        return head + plate + "".join(self.parts) + "</svg>"


def legend(sheet: Sheet, x: float, y: float, names: list[str], size: float = 8) -> list[tuple[float, float]]:
    """Write the words of a legend from ``x`` on, on as many lines as they need; return where each mark belongs.

    ``y`` is the middle of the first line; lines are 14 points apart.
    """
    places, left = [], x
    for name in names:
        wide = 11 + width_of(name, size)
        if left > x and left + wide > sheet.width:
            left, y = x, y + 14
        places.append((left + 4, y))
        sheet.text(left + 11, y + 2.8, name, size=size, fill="grey")
        left += wide + 12
    return places


def legend_height(x: float, names: list[str], width: float = WIDTH, size: float = 8) -> float:
    """Return how much height a legend takes."""
    probe = Sheet(width, 0)
    places = legend(probe, x, 0, names, size)
    return 14 + (places[-1][1] if places else 0)


def radius(number: int, most: int, largest: float) -> float:
    """Return the radius of a disc whose area is to ``number`` as a disc of radius ``largest`` to ``most``."""
    return largest * math.sqrt(number / most) if most else 0.0


def _painted(fill: str, stroke: str | None = None, *, dashed: bool = False) -> str:
    edge = f' stroke="{colour(stroke)}" stroke-width="1"' if stroke else ""
    edge += ' stroke-dasharray="2.2 1.8"' if dashed else ""
    names = f"f-{fill}" + (f" s-{stroke}" if stroke else "")
    return f'class="{names}" fill="{colour(fill)}"{edge}'


def _stroked(path: str, stroke: str, width: float, *, named: bool = True) -> str:
    """Return lines; those that are not ``named`` keep their colour, which no rule for names or values then finds."""
    name = f'class="s-{stroke}" ' if named else ""
    value = colour(stroke) if named else f"rgb({','.join(str(part) for part in bytes.fromhex(colour(stroke)[1:]))})"
    return f'<path {name}d="{path}" fill="none" stroke="{value}" stroke-width="{_n(width)}"/>'


def _attributes(given: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in given.items())


def _around(x: float, y: float, radius: float, turns: float) -> str:
    angle = 2 * math.pi * turns
    return f"{_n(x + radius * math.sin(angle))} {_n(y - radius * math.cos(angle))}"


def _arc(x: float, y: float, radius: float, span: tuple[float, float]) -> str:
    large = 1 if span[1] - span[0] > 0.5 else 0
    return f"A{_n(radius)} {_n(radius)} 0 {large} 1 {_around(x, y, radius, span[1])}"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") if abs(number) >= 0.005 else "0"
