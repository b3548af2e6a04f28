"""Who speaks about what: themes by kind of source."""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.join.evidence import Evidence, Theme
from wsse_vision.publish.figures.lettering import shortened, width_of
from wsse_vision.publish.figures.svg import WIDTH, Figure, Row, Sheet, Table, radius

_ROW, _TOP, _LEFT = 15.5, 26.0, 164.0
_MOST = 28
"""Themes that are drawn; of more, those with most elements."""


def columns(_: Callable[[str], str]) -> dict[str, str]:
    """Return the kinds of sources, and indicators, in their fixed order with their names (plural)."""
    return {
        "notebook": _("Notebooks"),
        "findhorn": _("Findhorn"),
        "workshop": _("Workshops"),
        "interview": _("Interviews"),
        "forum": _("Forum"),
        "indicators": _("Indicators"),
    }


def draw(evidence: Evidence, language: str, _: Callable[[str], str]) -> Figure:
    """Draw the matrix of themes by kind of source; the area of a disc is the number of elements beside it."""
    numbers = evidence.by_source_kind
    present = {kind for (_theme, kind) in numbers}
    kinds = {kind: name for kind, name in columns(_).items() if kind in present} or {"notebook": _("Notebooks")}
    names = {t.id: t.labels.get(language) or t.labels["en"] for t in evidence.themes}
    largest = {t.id for t in sorted(evidence.themes, key=lambda t: (-t.elements, t.id))[:_MOST]}
    shown = [t for t in evidence.themes if t.id in largest]
    more = len(evidence.themes) - len(shown)
    step = (WIDTH - _LEFT) / len(kinds)
    sheet = Sheet(WIDTH, _TOP + _ROW * (len(shown) + (more > 0)) + 8)
    for i, name in enumerate(kinds.values()):
        size = min(8.5, 8.5 * (step - 3) / max(width_of(name, 8.5), 1))
        sheet.text(_LEFT + step * (i + 0.5), 14, name, size=size, fill="grey", anchor="middle")
    sheet.line(0, 20, WIDTH, 20, stroke="ink")
    most = max(numbers.values(), default=1)
    for row, theme in enumerate(shown):
        y = _TOP + _ROW * (row + 0.5)
        sheet.text(2, y + 3, shortened(names[theme.id], 8.5, _LEFT - 4), size=8.5)
        for i, kind in enumerate(kinds):
            _cell(sheet, _LEFT + step * (i + 0.5), y, numbers.get((theme.id, kind), 0), most, _("gap"))
    if more:
        words = _("and {count} more themes, in the table").format(count=more)
        sheet.text(2, _TOP + _ROW * (len(shown) + 0.5) + 3, words, size=9, fill="grey")
    sheet.line(0, sheet.height - 4, WIDTH, sheet.height - 4, stroke="ink")
    rows: list[Row] = [
        (names[t.id], *(str(numbers[(t.id, kind)]) if (t.id, kind) in numbers else _("gap") for kind in kinds))
        for t in evidence.themes
    ]
    gaps = {t.id: sum((t.id, kind) not in numbers for kind in kinds) for t in evidence.themes}
    return Figure(
        "coverage", sheet.finish(), _caption(gaps, names, len(kinds), _), _alt(evidence.themes, gaps, names, kinds, _),
        _("Who speaks about what"), Table((_("Theme"), *kinds.values()), tuple(rows)),
    )  # fmt: skip


def _caption(gaps: dict[str, int], names: dict[str, str], kinds: int, _: Callable[[str], str]) -> str:
    caption = _(
        "Elements by theme and kind of source. The area of a disc is the number beside it; “gap” marks a theme on which"
        " that kind of source is silent."
    )
    worst = max(gaps, key=lambda t: gaps[t], default=None)
    if worst is not None and gaps[worst]:
        caption += " " + _("Notice the row with most gaps: {theme}, {count} of {kinds}.").format(
            theme=names[worst], count=gaps[worst], kinds=kinds
        )
    return caption


def _alt(
    themes: list[Theme], gaps: dict[str, int], names: dict[str, str], kinds: dict[str, str], _: Callable[[str], str]
) -> str:
    alt = _("Matrix of {themes} themes by {columns} kinds of source, {gaps} cells empty.").format(
        themes=len(themes), columns=len(kinds), gaps=sum(gaps.values())
    )
    best = max(themes, key=lambda t: t.elements, default=None)
    if best is not None:
        alt += " " + _("Most elements speak of {theme}: {count}.").format(theme=names[best.id], count=best.elements)
    return alt


def _cell(sheet: Sheet, x: float, y: float, number: int, most: int, gap: str) -> None:
    if number:
        sheet.disc(x - 8, y, max(radius(number, most, 7.2), 1.2))
        sheet.text(x + 3, y + 2.8, str(number), size=8, fill="grey")
    else:
        sheet.text(x - 8, y + 2.8, gap, size=8, fill="clay", anchor="middle")
