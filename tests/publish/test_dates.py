"""Dates of publications: from the config, never from the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.publish.dates import epoch, moment


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2004", datetime(2004, 1, 1, tzinfo=UTC)),
        ("2004-09", datetime(2004, 9, 1, tzinfo=UTC)),
        ("2004-02-29", datetime(2004, 2, 29, tzinfo=UTC)),
        (None, datetime(2000, 1, 1, tzinfo=UTC)),
        ("", datetime(2000, 1, 1, tzinfo=UTC)),
        ("2005-02-30", datetime(2000, 1, 1, tzinfo=UTC)),
        ("2005-13", datetime(2000, 1, 1, tzinfo=UTC)),
        ("0000", datetime(2000, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_date_is_the_first_moment_of_it(date: str | None, expected: datetime) -> None:
    assert moment(date) == expected


def test_seconds_since_1970() -> None:
    assert epoch("1970-01-02") == 86_400
    assert epoch(None) == 946_684_800


@given(st.dates())
def test_every_day_there_is_can_be_a_date(day: object) -> None:
    assert str(moment(str(day)))[:10] == str(day)


@given(st.text(alphabet="0123456789-~?/ T:Zabc", max_size=12))
def test_a_date_from_a_bibliography_that_is_none_is_no_crash(date: str) -> None:
    assert moment(date).tzinfo is UTC
