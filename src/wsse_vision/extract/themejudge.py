"""The themes of each passage: by learned weights where there are some, else by the terms alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wsse_vision.extract.features import Context
from wsse_vision.extract.learnedthemes import LearnedThemes, themes_of
from wsse_vision.extract.reading import Reader
from wsse_vision.extract.themes import MOST_THEMES, Spoken, chosen, spoken
from wsse_vision.model import Block, Document
from wsse_vision.sources.codebook import Codebook

_MOST_TERMS = 2


class ThemeJudge:
    """Gives passages their themes by one codebook; ``readers`` are its, by language."""

    def __init__(self, codebook: Codebook, readers: Mapping[str, Reader]) -> None:
        self._names = [theme.id for theme in codebook.themes]
        self._learned = codebook.learned
        self._readers = readers
        self._headings: dict[tuple[str, str], list[str]] = {}

    def of(self, document: Document, context: Context, number: int, kind: str) -> tuple[list[str], list[str]]:
        """Return the themes of a passage, strongest first, and why.

        An element that bears a number, and a definition, is about something: where no theme is strong enough it is the
        heading's or the source's, else the one that its terms speak for most.
        """
        passage = context.passages[number]
        block = document.blocks[passage.unit.block]
        inherited = [theme for theme in document.metadata.get("themes") or [] if theme in self._names]
        heading = self._heading_themes(block)
        learned = themes_of(block.language) if self._learned else None
        if learned is None:
            themes = chosen(passage.spoken.strength, (inherited, heading), self._names)
            words: set[str] = set()
        else:
            words = context.of_words(number)
            themes = self._weighed(learned, passage.spoken, context.around(number), (inherited, heading), words)
        if themes or (passage.unit.label is None and kind != "definition"):
            return themes, self._because(themes, passage.spoken, learned, words)
        themes = (heading or inherited)[:1]
        if themes:
            return themes, [f"theme of the {'heading' if heading else 'source'}: {themes[0]}"]
        themes = sorted(passage.spoken.strength, key=lambda theme: (-passage.spoken.strength[theme], theme))[:1]
        return themes, self._because(themes, passage.spoken, learned, words)

    def _weighed(
        self,
        learned: LearnedThemes,
        said: Spoken,
        around: Mapping[str, float],
        expected: Sequence[Sequence[str]],
        words: set[str],
    ) -> list[str]:
        scores = learned.scores(said.strength, around, {theme for one in expected for theme in one}, words)
        themes = [theme for theme in learned.chosen(scores, said.strength) if theme in self._names]
        others = {theme: value for theme, value in said.strength.items() if not learned.knows(theme)}
        if others:
            themes += chosen(others, expected, self._names)
        return themes[:MOST_THEMES]

    @staticmethod
    def _because(themes: Sequence[str], said: Spoken, learned: LearnedThemes | None, words: set[str]) -> list[str]:
        found = [f"term: {term} ({theme})" for theme in themes for term in said.terms.get(theme, ())[:_MOST_TERMS]]
        if learned is not None:
            untold = [theme for theme in themes if theme not in said.terms]
            found += [f"words: {word} ({theme})" for theme in untold for word in learned.telling(theme, words)]
        return found

    def _heading_themes(self, block: Block) -> list[str]:
        """Return the themes named by the innermost heading that names any."""
        for heading in reversed(block.section):
            key = (block.language, heading)
            if key not in self._headings:
                hits = self._readers[block.language].read(heading).hits
                self._headings[key] = chosen(spoken(hits, self._names).strength, (), self._names)
            if self._headings[key]:
                return self._headings[key]
        return []

    def expected(self, document: Document, context: Context, number: int) -> set[str]:
        """Return the themes that the heading or the source of a passage names."""
        block = document.blocks[context.passages[number].unit.block]
        return {*self._heading_themes(block), *(document.metadata.get("themes") or [])}
