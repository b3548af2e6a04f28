"""Which question of the questionnaire an answer stands under."""

from __future__ import annotations

import re
import unicodedata

from wsse_vision.sources.questionnaire import Questionnaire

_ALIKE = 0.6
"""Share of words that a heading and a question must have in common."""


class QuestionFinder:
    """Finds the question that a heading of an interview asks, in whatever language it is asked."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._wordings = [
            (question.id, _words(text)) for question in questionnaire.questions for text in question.text.values()
        ]
        self._known: dict[str, str | None] = {}

    def find(self, section: list[str]) -> str | None:
        """Return the id of the question for a path of headings, or ``None``."""
        for heading in reversed(section):
            if heading not in self._known:
                self._known[heading] = self._match(_words(heading))
            if self._known[heading]:
                return self._known[heading]
        return None

    def _match(self, words: frozenset[str]) -> str | None:
        best, found = _ALIKE, None
        for identifier, wording in self._wordings:
            union = len(words | wording)
            alike = len(words & wording) / union if union else 0.0
            if alike >= best:
                best, found = alike, identifier
        return found


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(re.findall(r"[^\W\d_]{2,}", "".join(c for c in plain if not unicodedata.combining(c))))
