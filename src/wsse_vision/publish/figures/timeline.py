"""The work plan in time: a bar or a point for each deadline."""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.publish.figures.lettering import wrapped
from wsse_vision.publish.figures.svg import WIDTH, Figure, Row, Sheet, Table, legend, legend_height
from wsse_vision.sources.workplan import Activity, Workplan

_ROW, _TOP, _LEFT = 18.6, 24.0, 216.0
_ROWS = 530.0
"""All rows together are at most so high."""

_MOST = 30
"""Activities that are drawn, in the order of the plan."""


def draw(plan: Workplan, _: Callable[[str], str]) -> Figure:
    """Draw every activity against the months of the plan; without any date an empty frame with a word on it."""
    shown = plan.activities[:_MOST]
    more = len(plan.activities) - len(shown)
    dated = [a for a in plan.activities if a.deadlines]
    first, last = _span(dated)
    names = [_("deadline"), _("done"), _("from a date until another")]
    row_height = min(_ROW, _ROWS / max(len(shown) + (more > 0), 1))
    bottom = _TOP + row_height * (len(shown) + (more > 0)) + 6
    sheet = Sheet(WIDTH, bottom + legend_height(_LEFT, names))
    scale = (WIDTH - _LEFT - 12) / max(last - first, 1)

    def x(month: float) -> float:
        return _LEFT + (month - first) * scale

    _months(sheet, (first, last), x, bottom)
    for row, activity in enumerate(shown):
        _row(sheet, activity, _TOP + row_height * (row + 0.5), x, (first, last), _("ongoing"), _("no date"))
    if more:
        words = _("and {count} more activities, in the table").format(count=more)
        sheet.text(22, _TOP + row_height * (len(shown) + 0.5) + 3, words, size=8.5, fill="grey")
    _legend(sheet, bottom + 7, names)
    caption = _(
        "The activities of the work plan and their deadlines, as printed in the plan; a diamond is done, a disc is not."
    )
    undated = sum(not a.deadlines and not a.ongoing for a in plan.activities)
    if undated:
        caption += " " + _("Notice those without any date: {count}.").format(count=undated)
    alt = _("Timeline of {count} activities, {dated} of them with a date.").format(
        count=len(plan.activities), dated=len(dated)
    )
    if dated:
        days = sorted(d.date for a in dated for d in a.deadlines)
        alt += " " + _("The first deadline is {first}, the last {last}.").format(first=days[0], last=days[-1])
    return Figure("timeline", sheet.finish(), caption, alt, _("Activities in time"), _table(plan, _))


def _months(sheet: Sheet, span: tuple[int, int], x: Callable[[float], float], bottom: float) -> None:
    """Rule the years, and the halves of years while there is room for their names."""
    years = (span[1] - span[0]) / 12
    apart = 6 if years <= 4 else 12 * max(1, round(years / 8))
    for month in range(span[0], span[1] + 1):
        if (month - span[0]) % apart == 0:
            sheet.line(x(month), 18, x(month), bottom)
            label = f"{month // 12}" if month % 12 == 0 else f"{month // 12}-07"
            sheet.text(x(month), 13, label, size=8, fill="grey", anchor="middle")


def _legend(sheet: Sheet, y: float, names: list[str]) -> None:
    due, done, until = legend(sheet, _LEFT, y, names)
    sheet.disc(*due, 3.2, fill="ochre", stroke="green")
    sheet.diamond(*done, 4, stroke="green")
    sheet.line(until[0] - 4, until[1], until[0] + 4, until[1], stroke="green", width=3)


def _table(plan: Workplan, _: Callable[[str], str]) -> Table:
    states = {"planned": _("planned"), "done": _("done"), "unknown": _("not known")}
    rows: list[Row] = []
    for a in plan.activities:
        spans = [f"{d.date} – {d.until}" if d.until else d.date for d in a.deadlines]
        when = ", ".join(spans) or (_("ongoing") if a.ongoing else _("no date"))
        rows.append((a.id, a.title, when, states[a.state]))
    return Table((_("No."), _("Activity"), _("Deadline"), _("State")), tuple(rows))


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
    lines = wrapped(activity.title, 7.5, _LEFT - 34)
    for i, line in enumerate(lines):
        sheet.text(22, y + 2.6 + 8.2 * (i - (len(lines) - 1) / 2), line, size=7.5)
    if activity.ongoing:
        sheet.line(x(span[0]), y, x(span[1]), y, stroke="green", width=1.5)
        sheet.text(x(span[1]), y - 3.5, ongoing, size=7, fill="grey", anchor="end")
    elif not activity.deadlines:
        sheet.text(x(span[0]), y + 3, no_date, size=7.5, fill="clay")
    for deadline in activity.deadlines:
        start = _month(deadline.date)
        if deadline.until and _month(deadline.until) > start:
            sheet.line(x(start), y, x(_month(deadline.until)), y, stroke="green", width=3)
        if activity.state == "done":
            sheet.diamond(x(start), y, 4, stroke="green")
        else:
            sheet.disc(x(start), y, 3.2, fill="ochre", stroke="green")


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
