"""A picture of a run: every row that has an aim, as a share of it; and the seconds of every run by project."""

from __future__ import annotations

import math
from html import escape

from table import Results, Row, rows, shown

WIDTH, LEFT, BAR, STEP = 900, 470, 14, 26
GOOD, BAD, GREY = "#2f6f5e", "#a8442a", "#9a9a94"
"""Colours tell what words beside each bar tell, too."""


def svg(results: Results) -> str:
    """Return the picture."""
    aimed = [row for row in rows(results) if row.aim is not None]
    top, parts = _shares(aimed)
    below, more = _seconds(results, top + 2 * STEP)
    looks = 'font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {below}" {looks}>'
    return "\n".join([head, "<title>What builds cost</title>", *parts, *more, "</svg>", ""])


def _shares(aimed: list[Row]) -> tuple[int, list[str]]:
    """Return where it ends, and bars on a scale from 0 to twice the aim."""
    one = (WIDTH - LEFT - 120) // 2
    parts = [_text(10, 20, "Ratios to their aims (the line is the aim; left of it is met)", bold=True)]
    y = 20
    for row in aimed:
        y += STEP
        parts.append(_text(10, y, row.name))
        if row.value is None:
            parts.append(_text(LEFT, y, "not measured"))
            continue
        share = row.value / (row.aim or 1)
        length = max(1, round(one * min(share, 2)))
        parts.append(_bar(y, length, GOOD if row.met else BAD))
        words = f"{shown(row.value, row.unit)} of {shown(row.aim, row.unit)}"
        parts.append(_text(LEFT + max(length, one) + 6, y, words))
    parts.append(f'<path d="M{LEFT + one} 30V{y + 6}" stroke="#222" stroke-dasharray="3 3"/>')
    return y, parts


def _seconds(results: Results, top: int) -> tuple[int, list[str]]:
    """Return where it ends, and bars for the wall time of every run, on a scale of powers of ten from 0.1 s."""
    runs: list[tuple[str, float, str]] = [("an empty Snakefile", results["empty"]["wall"], GREY)]
    for name, project in results["projects"].items():
        runs.append((f"{name}: cold build", project["cold"]["wall"], GOOD))
        runs.append((f"{name}: floor of it, two at a time", project["floor"]["two"]["wall"], GREY))
        runs.append((f"{name}: nothing to do", project["noop"]["wall"], GOOD))
        runs += [(f"{name}: {change}", found["cost"]["wall"], GOOD) for change, found in project["changes"].items()]
    decades = max(math.log10(max(seconds, 1) * 10) for _, seconds, _ in runs)
    parts = [_text(10, top, "Seconds (each step of ten as wide)", bold=True)]
    y = top
    for name, seconds, colour in runs:
        y += STEP
        length = max(1, round((WIDTH - LEFT - 80) * math.log10(max(seconds, 0.1) * 10) / decades))
        parts += [_text(10, y, name), _bar(y, length, colour), _text(LEFT + length + 6, y, f"{seconds:.1f} s")]
    return y + STEP, parts


def _bar(y: int, length: int, colour: str) -> str:
    return f'<rect x="{LEFT}" y="{y - BAR + 3}" width="{length}" height="{BAR}" fill="{colour}"/>'


def _text(x: int, y: int, words: str, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}"{weight}>{escape(words)}</text>'
