"""A sheet to draw on: SVG with real text."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from wsse_vision.publish.tokens import colour

SANS = "Source Sans Pro"


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished figure: its drawing, its caption and what it shows, in words, for those who cannot see it."""

    name: str
    svg: str
    caption: str
    alt: str


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
    ) -> None:
        """Write ``words`` with the base line at ``y``; ``turn`` is in degrees around that point; a halo keeps lines
        off.
        """
        ring = (
            f' stroke="{colour("paper")}" stroke-width="2.4" stroke-linejoin="round" paint-order="stroke"'
            if halo
            else ""
        )
        turned = f' transform="rotate({_n(turn)} {_n(x)} {_n(y)})"' if turn else ""
        bold = f' font-weight="{weight}"' if weight != 400 else ""
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour(fill)}" '
            f'text-anchor="{anchor}"{bold}{ring}{turned}>'
            f"{escape(words)}</text>"
        )

    def disc(self, x: float, y: float, radius: float, fill: str = "green", stroke: str | None = None) -> None:
        """Draw a disc."""
        edge = f' stroke="{colour(stroke)}" stroke-width="1"' if stroke else ""
        self.parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{colour(fill)}"{edge}/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = "rule", width: float = 0.5) -> None:
        """Draw a line ``width`` points thick."""
        self.parts.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{colour(stroke)}" '
            f'stroke-width="{_n(width)}"/>'
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str = "green", *, radius: float = 0) -> None:
        """Draw a filled rectangle."""
        round_ = f' rx="{_n(radius)}"' if radius else ""
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{colour(fill)}"{round_}/>'
        )

    def finish(self) -> str:
        """Return the drawing."""
        size = f'width="{_n(self.width)}" height="{_n(self.height)}" viewBox="0 0 {_n(self.width)} {_n(self.height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{SANS}, sans-serif">'
        return head + "".join(self.parts) + "</svg>"


def radius(number: int, most: int, largest: float) -> float:
    """Return the radius of a disc whose area is to ``number`` as a disc of radius ``largest`` to ``most``."""
    return largest * math.sqrt(number / most) if most else 0.0


def width_of(words: str, size: float) -> float:
    """Return about how wide ``words`` are in the sans face, in points; enough to keep labels apart."""
    return len(words) * size * 0.5


def shortened(words: str, size: float, width: float) -> str:
    """Return ``words``, cut with an ellipsis where they would be wider than ``width`` points."""
    most = int(width / (size * 0.47))
    return words if len(words) <= most else words[: max(most - 1, 1)].rstrip() + "…"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
