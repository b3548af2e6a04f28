"""Who speaks about what: themes by kind of source."""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.join.evidence import Evidence
from wsse_vision.publish.figures.svg import Figure, Sheet, radius, shortened
from wsse_vision.publish.language import N_

_ROW, _TOP, _LEFT, _WIDTH = 19.0, 26.0, 150.0, 440.0

COLUMNS = (
    ("notebook", N_("Notebooks")),
    ("findhorn", N_("Findhorn")),
    ("workshop", N_("Workshops")),
    ("interview", N_("Interviews")),
    ("forum", N_("Forum")),
    ("indicators", N_("Indicators")),
)


def draw(evidence: Evidence, language: str, _: Callable[[str], str]) -> Figure:
    """Draw the matrix of themes by kind of source; the area of a disc is the number of elements beside it."""
    numbers = evidence.by_source_kind()
    present = {kind for (_theme, kind) in numbers}
    columns = [(kind, _(name)) for kind, name in COLUMNS if kind in present] or [("notebook", _("Notebooks"))]
    step = (_WIDTH - _LEFT) / len(columns)
    sheet = Sheet(_WIDTH, _TOP + _ROW * len(evidence.themes) + 8)
    for i, (_kind, name) in enumerate(columns):
        sheet.text(_LEFT + step * (i + 0.5), 14, name, size=8.5, fill="grey", anchor="middle")
    sheet.line(0, 20, _WIDTH, 20, stroke="ink")
    most = max(numbers.values(), default=1)
    gaps = 0
    for row, theme in enumerate(evidence.themes):
        y = _TOP + _ROW * (row + 0.5)
        label = theme.labels.get(language) or theme.labels["en"]
        sheet.text(2, y + 3, shortened(label, 9, _LEFT - 6), size=9)
        for i, (kind, _name) in enumerate(columns):
            number = numbers.get((theme.id, kind), 0)
            gaps += number == 0
            _cell(sheet, _LEFT + step * (i + 0.5), y, number, most, _("gap"))
    sheet.line(0, sheet.height - 4, _WIDTH, sheet.height - 4, stroke="ink")
    caption = _(
        "Elements by theme and kind of source. The area of a disc is the number beside it; “gap” marks a theme on which"
        " that kind of source is silent."
    )
    best = max(evidence.themes, key=lambda t: t.elements, default=None)
    alt = _("Matrix of {themes} themes by {columns} kinds of source, {gaps} cells empty.").format(
        themes=len(evidence.themes), columns=len(columns), gaps=gaps
    )
    if best is not None:
        name = best.labels.get(language) or best.labels["en"]
        alt += " " + _("Most elements speak of {theme}: {count}.").format(theme=name, count=best.elements)
    return Figure("coverage", sheet.finish(), caption, alt)


def _cell(sheet: Sheet, x: float, y: float, number: int, most: int, gap: str) -> None:
    if number:
        sheet.disc(x - 8, y, max(radius(number, most, 8.5), 1.2))
        sheet.text(x + 3, y + 2.8, str(number), size=8, fill="grey")
    else:
        sheet.text(x - 8, y + 2.8, gap, size=8, fill="clay", anchor="middle")
