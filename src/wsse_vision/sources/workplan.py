"""``workplan.yaml``: what a network planned to do, until when, and which publication answers it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, field_validator

from wsse_vision import handwritten
from wsse_vision.config import SLUGS
from wsse_vision.handwritten import DateText, Record


class Deadline(Record):
    """A date or period of an activity; ``what`` tells several apart (draft, final)."""

    what: str = ""
    date: DateText
    until: DateText | None = None


class Goal(Record):
    """A specific goal of the plan."""

    id: Annotated[str, BeforeValidator(str)]
    text: str


class Activity(Record):
    """One numbered activity of the plan; ``deadline`` is as printed, ``deadlines`` for reckoning."""

    id: Annotated[str, BeforeValidator(str)]
    group: str
    title: str
    question: str | None = None
    goals: list[str] = []
    note: str | None = None
    responsible: str = ""
    deadline: str = ""
    deadlines: list[Deadline] = []
    ongoing: bool = False
    state: Literal["planned", "done", "unknown"] = "planned"
    publications: list[str] = []

    @field_validator("publications")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        unknown = [slug for slug in value if slug not in SLUGS]
        if unknown:
            raise ValueError(f"unknown publication {', '.join(unknown)} (allowed: {', '.join(SLUGS)})")
        return value


class Workplan(Record):
    """The plan as a whole."""

    title: str = ""
    period: str = ""
    main_goal: str = ""
    specific_goals: list[Goal] = []
    activities: list[Activity] = []

    @field_validator("activities")
    @classmethod
    def _distinct(cls, value: list[Activity]) -> list[Activity]:
        ids = [activity.id for activity in value]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"activity {', '.join(twice)} is given twice")
        return value


def read_workplan(path: Path) -> Workplan:
    """Read a work plan; a missing file is an empty plan. Raises ``HandwrittenError``."""
    return handwritten.read(path, Workplan, f"sources/{path.name}") if path.is_file() else Workplan()
