"""``questionnaire.yaml``: the questions that interviews follow, in the languages they were asked in."""

from __future__ import annotations

from pathlib import Path

from pydantic import field_validator

from wsse_vision import handwritten
from wsse_vision.handwritten import Record
from wsse_vision.model import Language


class Question(Record):
    """One question; ``themes`` are what it is about."""

    id: str
    themes: list[str] = []
    text: dict[Language, str]


class Questionnaire(Record):
    """The questions in the order in which they are asked."""

    questions: list[Question] = []

    @field_validator("questions")
    @classmethod
    def _distinct(cls, value: list[Question]) -> list[Question]:
        ids = [question.id for question in value]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"question {', '.join(twice)} is given twice")
        return value


def read_questionnaire(path: Path) -> Questionnaire:
    """Read a questionnaire; a missing file has no questions. Raises ``HandwrittenError``."""
    return handwritten.read(path, Questionnaire, f"sources/{path.name}") if path.is_file() else Questionnaire()
