"""``plan.ics``: the work plan's meetings, conferences and deadlines as a calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from wsse_vision.config import Config
from wsse_vision.publish.catalogue import BY_SLUG
from wsse_vision.publish.language import Words
from wsse_vision.release.facts import urn
from wsse_vision.sources.workplan import Activity, Deadline, Workplan

_WIDTH = 75
"""Most bytes of a line; longer ones are folded."""


def written(config: Config, plan: Workplan, stamp: str, _: Words) -> str:
    """Return the calendar; ``stamp`` is the time (UTC) that it stands for, never that of the build."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//wsse-vision//work plan//EN", "CALSCALE:GREGORIAN",
        f"NAME:{_text(plan.title or config.title)}", f"X-WR-CALNAME:{_text(plan.title or config.title)}",
    ]  # fmt: skip
    time = stamp.replace("-", "").replace(":", "")
    for activity in plan.activities:
        seen: dict[str, int] = {}
        for deadline in activity.deadlines:
            number = seen[deadline.what] = seen.get(deadline.what, 0) + 1
            uid = urn("event", config.title, activity.id, deadline.what, str(number)).removeprefix("urn:uuid:")
            lines += _event(config, activity, deadline, uid, time, _)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(config: Config, activity: Activity, deadline: Deadline, uid: str, stamp: str, _: Words) -> Iterator[str]:
    first, last = _span(deadline)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    # The end of a whole day is the day after.
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    what = f" ({deadline.what})" if deadline.what else ""
    yield f"SUMMARY:{_text(f'{activity.id} {activity.title}{what}')}"
    yield f"DESCRIPTION:{_text(_description(activity, deadline, _))}"
    yield f"CATEGORIES:{_text(activity.group)}"
    slugs = [slug for slug in activity.publications if slug in config.slugs()]
    if config.address and slugs:
        yield f"URL:{config.address}{slugs[0]}/index.html"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(activity: Activity, deadline: Deadline, _: Words) -> str:
    """Return what a person wants to know of an event; who answers for it stays in the plan itself."""
    unsure = _("The plan names no day: the whole period is marked.") if len(deadline.date) < 10 else ""
    titles = [_(BY_SLUG[slug].title) for slug in activity.publications]
    parts = [
        activity.question or "",
        activity.note or "",
        *(f"- {goal}" for goal in activity.goals),
        f"{_('Deadline')}: {activity.deadline}" if activity.deadline else "",
        unsure,
        f"{_('Publication')}: {_.listed(titles)}" if titles else "",
    ]
    return "\n".join(part for part in parts if part)


def _span(deadline: Deadline) -> tuple[date, date]:
    """Return the first and the last day: of a month or year the whole of it."""
    first = _day(deadline.date, last=False)
    return first, max(first, _day(deadline.until or deadline.date, last=True))


def _day(text: str, *, last: bool) -> date:
    numbers = [int(part) for part in text.split("-")]
    if len(numbers) == 3:
        return date(*numbers)
    year, month = numbers[0], numbers[1] if len(numbers) == 2 else 12 if last else 1
    if not last:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _text(text: str) -> str:
    """Return a text with the characters escaped that mean something in a calendar; others that nobody sees go."""
    shown = "".join(character for character in text if character >= " " or character == "\n")
    for character in ("\\", ";", ","):
        shown = shown.replace(character, f"\\{character}")
    return shown.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line with its end, folded where it is too long, never within a character."""
    parts = [""]
    for character in line:
        if len((parts[-1] + character).encode()) > _WIDTH:
            parts.append(" ")
        parts[-1] += character
    return "\r\n".join(parts) + "\r\n"
