"""Dates of publications as moments in time; the clock of the machine is never asked."""

from __future__ import annotations

from datetime import UTC, datetime

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in file metadata that must have a time when a publication has no date."""


def moment(date: str | None) -> datetime:
    """Return ``YYYY[-MM[-DD]]`` as a moment (its first day, midnight UTC)."""
    if not date:
        return _UNDATED
    try:
        year, month, day = [*(int(part) for part in date.split("-")), 1, 1][:3]
        return datetime(year, month, day, tzinfo=UTC)
    except (ValueError, OverflowError):
        return _UNDATED


def epoch(date: str | None) -> int:
    """Return a date as seconds since 1970."""
    return int(moment(date).timestamp())
