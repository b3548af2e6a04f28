"""The company that a sentence keeps: what the other sentences of its section mostly are.

A part of a document does one thing at a time: it diagnoses, tells what is practised, proposes. Where its
heading does not say so in words that the codebook knows, its clear sentences do, and the unclear ones are
read in their light.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wsse_vision.extract.kinds import Decision

WEIGHT = 0.8
"""What a section of one kind throughout adds to that kind."""

LEAST = 3
"""Fewer other sentences than this say nothing about a section."""


class Company:
    """The kinds decided in each section of one document, every sentence by itself."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, ...], Counter[str]] = {}
        self._units: Counter[tuple[str, ...]] = Counter()

    def add(self, section: Sequence[str], decision: Decision | None) -> None:
        """Count a sentence; ``None`` for one that is no element."""
        path = tuple(section)
        self._units[path] += 1
        if decision is not None:
            self._kinds.setdefault(path, Counter())[decision.kind] += 1

    def of(self, section: Sequence[str], own: Decision | None) -> dict[str, float]:
        """Return what the others of a section add to each kind; ``own``, the sentence's decision, does not count."""
        path = tuple(section)
        others = self._units[path] - 1
        if others < LEAST:
            return {}
        counts = self._kinds.get(path, Counter[str]()).copy()
        if own is not None:
            counts[own.kind] -= 1
        return {kind: WEIGHT * number / others for kind, number in counts.items() if number > 0}
