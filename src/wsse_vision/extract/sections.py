"""Sections: what the part of a document that a block stands in is for, told by its headings."""

from __future__ import annotations

from collections.abc import Sequence

from wsse_vision.extract.words import Vocabulary
from wsse_vision.model import LANGUAGES
from wsse_vision.sources.codebook import Codebook, Section

_MOST_WORDS = 14
"""A heading longer than this says more than what its part is for; only its first words are read."""

_MOST_LETTERS = 300
_MOST_KNOWN = 10_000


class Sections:
    """Roles of sections by their heading paths. Answers are remembered."""

    def __init__(self, codebook: Codebook) -> None:
        self._vocabularies = {language: Vocabulary(language) for language in LANGUAGES}
        self._words: dict[str, dict[str, list[tuple[list[str], Section]]]] = {one: {} for one in LANGUAGES}
        self._known: dict[tuple[str, str], Section | None] = {}
        for section in codebook.sections:
            for language, headings in section.headings.items():
                for heading in headings:
                    stems = self._stems(heading, language)
                    self._words[language].setdefault(stems[0], []).append((stems, section))

    def of(self, path: Sequence[str], language: str) -> Section | None:
        """Return the section of the innermost heading of ``path`` that tells one.

        Headings are read in ``language`` first, then in the others, because a passage may be in another
        language than the headings above it.
        """
        for heading in reversed(path):
            key = (language, heading)
            if key not in self._known:
                if len(self._known) > _MOST_KNOWN:
                    self._known.clear()
                order = sorted(LANGUAGES, key=lambda one: one != language)
                found = (self._read(heading, one) for one in order)
                self._known[key] = next((section for section in found if section is not None), None)
            if (section := self._known[key]) is not None:
                return section
        return None

    def _read(self, heading: str, language: str) -> Section | None:
        """Return the section whose words come first in ``heading``; of several at one place the longest."""
        stems = self._stems(heading[:_MOST_LETTERS], language)[:_MOST_WORDS]
        for place, first in enumerate(stems):
            fitting = [
                (len(wanted), section)
                for wanted, section in self._words[language].get(first, ())
                if stems[place : place + len(wanted)] == wanted and not (section.skip and 2 * len(wanted) < len(stems))
            ]  # "Credits" names a part to pass over; "Where do savings and credit come from?" does not.
            if fitting:
                return max(fitting, key=lambda one: one[0])[1]
        return None

    def _stems(self, heading: str, language: str) -> list[str]:
        return [form.stem for form in self._vocabularies[language].forms(heading) if form.is_word]
