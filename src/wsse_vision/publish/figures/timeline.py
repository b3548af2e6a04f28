"""The work plan in time: a bar or a point for each deadline."""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.publish.figures.svg import Figure, Sheet, shortened
from wsse_vision.sources.workplan import Activity, Workplan

_ROW, _TOP, _LEFT, _WIDTH = 17.0, 24.0, 180.0, 440.0


def draw(plan: Workplan, _: Callable[[str], str]) -> Figure:
    """Draw every activity against the months of the plan; without any date an empty frame with a word on it."""
    dated = [a for a in plan.activities if a.deadlines]
    first, last = _span(dated)
    sheet = Sheet(_WIDTH, _TOP + _ROW * len(plan.activities) + 6)
    scale = (_WIDTH - _LEFT - 12) / max(last - first, 1)

    def x(month: float) -> float:
        return _LEFT + (month - first) * scale

    for month in range(first, last + 1):
        if (month % 12) in (0, 6):
            sheet.line(x(month), 18, x(month), sheet.height, stroke="rule")
            label = f"{month // 12}" if month % 12 == 0 else f"{month // 12}-07"
            sheet.text(x(month), 13, label, size=8, fill="grey", anchor="middle")
    for row, activity in enumerate(plan.activities):
        _row(sheet, activity, _TOP + _ROW * (row + 0.5), x, (first, last), _("ongoing"), _("no date"))
    caption = _("The activities of the work plan and their deadlines, as printed in the plan.")
    alt = _("Timeline of {count} activities, {dated} of them with a date.").format(
        count=len(plan.activities), dated=len(dated)
    )
    return Figure("timeline", sheet.finish(), caption, alt)


def _row(
    sheet: Sheet,
    activity: Activity,
    y: float,
    x: Callable[[float], float],
    span: tuple[int, int],
    ongoing: str,
    no_date: str,
) -> None:
    sheet.text(0, y + 3, activity.id, size=8.5, fill="grey")
    sheet.text(22, y + 3, shortened(activity.title, 8.5, _LEFT - 34), size=8.5)
    if activity.ongoing:
        sheet.line(x(span[0]), y, x(span[1]), y, stroke="green", width=1.5)
        sheet.text(x(span[1]), y - 3, ongoing, size=7, fill="grey", anchor="end")
    elif not activity.deadlines:
        sheet.text(x(span[0]), y + 3, no_date, size=7.5, fill="clay")
    for deadline in activity.deadlines:
        start = _month(deadline.date)
        if deadline.until and _month(deadline.until) > start:
            sheet.line(x(start), y, x(_month(deadline.until)), y, stroke="green", width=3)
        sheet.disc(x(start), y, 3.2, fill="green" if activity.state == "done" else "ochre", stroke="green")


def _span(dated: list[Activity]) -> tuple[int, int]:
    months = [_month(date) for a in dated for d in a.deadlines for date in (d.date, d.until) if date]
    if not months:
        return (0, 12)
    return (int(min(months)) // 12 * 12, (int(max(months)) // 12 + 1) * 12)


def _month(date: str) -> float:
    """Return a date as a number of months since the year 0."""
    year, _dash, rest = date.partition("-")
    month, _dash, day = rest.partition("-")
    return int(year) * 12 + (int(month) - 1 if month else 6) + ((int(day) - 1) / 31 if day else 0.0)
