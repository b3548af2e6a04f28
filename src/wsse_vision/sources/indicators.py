"""``indicators.yaml``: how the elements of a vision could be measured."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from wsse_vision import handwritten
from wsse_vision.handwritten import Record
from wsse_vision.model import Language


def _in_english(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


Wording = Annotated[dict[Language, str], BeforeValidator(_in_english), Field(min_length=1)]


class Indicator(Record):
    """One indicator; a plain text for ``name`` or ``how`` counts as English."""

    id: Annotated[str, BeforeValidator(str)]
    name: Wording
    themes: list[str]
    type: Literal["process", "result", "perception", "context"]
    unit: str = ""
    how: Wording = {}
    source: str = ""
    labels: list[str] = []


class Indicators(Record):
    """All indicators of a project."""

    indicators: list[Indicator] = []

    @field_validator("indicators")
    @classmethod
    def _distinct(cls, value: list[Indicator]) -> list[Indicator]:
        ids = [indicator.id for indicator in value]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"indicator {', '.join(twice)} is given twice")
        return value


def read_indicators(path: Path) -> Indicators:
    """Read indicators; a missing file has none. Raises ``HandwrittenError``."""
    return handwritten.read(path, Indicators, f"sources/{path.name}") if path.is_file() else Indicators()
