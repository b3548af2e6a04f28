"""The work plan as a calendar that calendar programs read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import icalendar
import pytest

from wsse_vision.config import Config
from wsse_vision.publish.language import Words
from wsse_vision.site import calendar
from wsse_vision.sources.workplan import Workplan, read_workplan

STAMP = "2026-02-01T00:00:00Z"
PLAN = Path(__file__).resolve().parents[2] / "sources" / "workplan.yaml"


def plan(*deadlines: dict[str, str], title: str = "Meet, talk; decide\\done") -> Workplan:
    """Return a plan with one activity."""
    activity = {"id": "1.1", "group": "Meetings", "title": title, "deadlines": deadlines, "publications": ["work-plan"]}
    return Workplan.model_validate({"title": "Our plan", "activities": [{**activity, "responsible": "Ana Lima"}]})


def events(made: Workplan, config: Config | None = None) -> list[icalendar.Event]:
    """Return the events of a plan as a calendar program reads them."""
    written = calendar.written(config or Config(), made, STAMP, Words())
    return list(icalendar.Calendar.from_ical(written).walk("VEVENT"))


@pytest.mark.parametrize(
    ("deadline", "first", "after"),
    [
        ({"date": "2004-04-08", "until": "2004-04-09"}, date(2004, 4, 8), date(2004, 4, 10)),
        ({"date": "2004-04-08"}, date(2004, 4, 8), date(2004, 4, 9)),
        ({"date": "2004-02"}, date(2004, 2, 1), date(2004, 3, 1)),
        ({"date": "2004-12"}, date(2004, 12, 1), date(2005, 1, 1)),
        ({"date": "2004-11", "until": "2005-01"}, date(2004, 11, 1), date(2005, 2, 1)),
        ({"date": "2004"}, date(2004, 1, 1), date(2005, 1, 1)),
    ],
)
def test_days_months_and_years_are_marked_whole(deadline: dict[str, str], first: date, after: date) -> None:
    [event] = events(plan(deadline))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (first, after)
    assert ("names no day" in event["DESCRIPTION"]) == (len(deadline["date"]) < 10)


def test_a_title_comes_through_with_its_commas_and_accents() -> None:
    title = "Réunir, débattre; décider\\conclure – " + "économie solidaire " * 10
    [event] = events(plan({"date": "2004-04-08", "what": "meeting"}, title=title))
    assert event["SUMMARY"] == f"1.1 {title.strip()} (meeting)"


def test_no_line_is_longer_than_75_bytes_and_each_ends_as_the_format_wants() -> None:
    written = calendar.written(Config(), plan({"date": "2004"}, title="é" * 200), STAMP, Words())
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert "\n" not in written.replace("\r\n", "")


def test_events_are_told_apart_and_stay_the_same_when_they_are_put_off() -> None:
    both = events(plan({"date": "2004-04-08"}, {"date": "2004-05-08"}))
    later = events(plan({"date": "2004-04-09"}, {"date": "2004-06-08"}))
    assert len({event["UID"] for event in both}) == 2
    assert [event["UID"] for event in both] == [event["UID"] for event in later]


def test_it_is_stamped_with_the_day_of_publication_and_names_nobody() -> None:
    [event] = events(plan({"date": "2004-04-08"}))
    assert event["DTSTAMP"].dt.isoformat() == "2026-02-01T00:00:00+00:00"
    assert "Ana" not in event.to_ical().decode()


def test_an_event_leads_to_the_publication_that_answers_it_where_the_site_has_an_address() -> None:
    [event] = events(plan({"date": "2004-04-08"}), Config(address="https://example.org/vision"))
    assert event["URL"] == "https://example.org/vision/work-plan/index.html"
    assert "URL" not in events(plan({"date": "2004-04-08"}))[0]


def test_the_shipped_plan_is_there_to_the_last_date() -> None:
    shipped = read_workplan(PLAN)
    found = events(shipped)
    assert len(found) == sum(len(activity.deadlines) for activity in shipped.activities) > 15
    assert {str(event["CATEGORIES"].cats[0]) for event in found} <= {activity.group for activity in shipped.activities}


def test_a_project_without_a_plan_has_an_empty_calendar() -> None:
    assert events(Workplan()) == []
