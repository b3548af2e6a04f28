"""Which question an answer stands under, in whatever language and wording it was put."""

from __future__ import annotations

import pytest

from wsse_vision.join.questions import QuestionFinder
from wsse_vision.sources.questionnaire import Questionnaire

FINDER = QuestionFinder(
    Questionnaire.model_validate(
        {
            "questions": [
                {
                    "id": "q1",
                    "text": {
                        "en": "What do you do, and how is it organised?",
                        "fr": "Que faites-vous, et comment est-ce organisé ?",
                    },
                },
                {
                    "id": "q2",
                    "text": {"en": "How are decisions taken, and what if you disagree?", "pt": "Como se decide?"},
                },
            ]
        }
    )
)


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("What do you do, and how is it organised?", "q1"),
        ("1. WHAT DO YOU DO, AND HOW IS IT ORGANISED", "q1"),
        ("Que faites vous et comment est ce organise", "q1"),
        ("How are decisions taken and what if you disagree", "q2"),
        ("Como se decide?", "q2"),
        ("What do you eat for breakfast, and with whom?", None),
        ("Introduction", None),
        ("", None),
        ("3.", None),
    ],
)
def test_a_heading_is_recognised_by_its_words(heading: str, question: str | None) -> None:
    assert FINDER.find([heading]) == question


def test_the_innermost_heading_that_asks_something_counts() -> None:
    first, second = "What do you do, and how is it organised?", "How are decisions taken, and what if you disagree?"
    assert FINDER.find(["Interview 3", first, second]) == "q2"
    assert FINDER.find(["Interview 3", first, "In the workshop"]) == "q1"
    assert FINDER.find([]) is None


def test_without_a_questionnaire_nothing_is_a_question() -> None:
    assert QuestionFinder(Questionnaire()).find(["What do you do?"]) is None
