"""Precision, recall and F1 of labels, and the confusion of kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """True positives, false positives and false negatives of one label."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 0 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0

    @property
    def support(self) -> int:
        """How often the label is there."""
        return self.right + self.missed

    def as_json(self) -> dict[str, float]:
        """Return the figures as JSON data, rounded to four digits."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "support": self.support,
        }


@dataclass(slots=True)
class Table:
    """Counts by label."""

    labels: dict[str, Counts] = field(default_factory=dict)

    def add(self, expected: Iterable[str], found: Iterable[str]) -> None:
        """Count one unit: the labels that it has and those that were given to it."""
        wanted, given = set(expected), set(found)
        for label in wanted | given:
            counts = self.labels.setdefault(label, Counts())
            counts.right += label in wanted and label in given
            counts.wrong += label not in wanted
            counts.missed += label not in given

    @property
    def micro(self) -> Counts:
        """All labels counted together."""
        total = Counts()
        for counts in self.labels.values():
            total.right += counts.right
            total.wrong += counts.wrong
            total.missed += counts.missed
        return total

    def macro_f1(self, labels: Iterable[str]) -> float:
        """Return the mean F1 of those labels that are there at all."""
        present = [self.labels[label].f1 for label in labels if label in self.labels and self.labels[label].support]
        return sum(present) / len(present) if present else 0.0


def boundaries(expected: set[Hashable], found: set[Hashable]) -> Counts:
    """Return the counts of boundaries, given as positions."""
    return Counts(len(expected & found), len(found - expected), len(expected - found))


Confusion = Counter[tuple[str, str]]
"""How often (expected, found) came together."""
