"""The company that a sentence keeps: what the other sentences of its section mostly are.

A part of a document does one thing at a time: it diagnoses, tells what is practised, proposes. Where its
heading does not say so in words that the codebook knows, its clear sentences do, and the unclear ones are
read in their light.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from wsse_vision.extract.kinds import Verdict

WEIGHT = 0.8
"""What a section of one kind throughout adds to that kind."""

LEAST = 3
"""Fewer other sentences than this say nothing about a section."""


class Company:
    """The kinds decided in each section of one document, every sentence by itself."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, ...], dict[str, int]] = {}
        self._units: Counter[tuple[str, ...]] = Counter()

    def add(self, section: Sequence[str], verdict: Verdict | None) -> None:
        """Count a sentence; ``None`` for one that is no element."""
        path = tuple(section)
        self._units[path] += 1
        if verdict is not None:
            counts = self._kinds.setdefault(path, {})
            counts[verdict.kind] = counts.get(verdict.kind, 0) + 1

    def of(self, section: Sequence[str], own: Verdict | None) -> dict[str, float]:
        """Return what the others of a section add to each kind; ``own``, the sentence's verdict, does not count."""
        path = tuple(section)
        others = self._units[path] - 1
        if others < LEAST:
            return {}
        found = {}
        for kind, number in self._kinds.get(path, {}).items():
            of_others = number - 1 if own is not None and kind == own.kind else number
            if of_others > 0:
                found[kind] = WEIGHT * of_others / others
        return found


class Around:
    """How strongly the passages of each section of one document speak of each theme."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, ...], dict[str, float]] = {}
        self._units: Counter[tuple[str, ...]] = Counter()

    def add(self, section: Sequence[str], strength: Mapping[str, float]) -> None:
        """Count a passage."""
        path = tuple(section)
        self._units[path] += 1
        sums = self._sums.setdefault(path, {})
        for theme, value in strength.items():
            sums[theme] = sums.get(theme, 0.0) + value

    def of(self, section: Sequence[str], own: Mapping[str, float]) -> dict[str, float]:
        """Return the means over the others of a section; ``own`` is what the passage says itself."""
        path = tuple(section)
        others = self._units[path] - 1
        if others < 1:
            return {}
        return {theme: (value - own.get(theme, 0.0)) / others for theme, value in self._sums[path].items()}
