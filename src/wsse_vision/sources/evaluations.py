"""``evaluations/*.csv``: participants' votes on proposals, by the proposals' own labels."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from wsse_vision.model import Problem

CHOICES = ("agree", "half", "disagree", "unknown")
"""The vote scale: agree, half agree, do not agree, do not know or understand."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The votes on one proposal in one evaluation, as counts."""

    label: str
    evaluation: str
    agree: int
    half: int
    disagree: int
    unknown: int

    @property
    def total(self) -> int:
        """Number of votes cast, those without an opinion included."""
        return self.agree + self.half + self.disagree + self.unknown

    @property
    def share(self) -> float:
        """Share of agreement, 0 to 1: agreement in full and half of half agreement, over all votes."""
        return (self.agree + self.half / 2) / self.total if self.total else 0.0


def read_evaluations(folder: Path) -> tuple[list[Vote], list[Problem]]:
    """Read every CSV file of the folder; rows that make no sense are problems, the others count."""
    votes: list[Vote] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        found, defects = _read(path)
        votes += found
        problems += defects
    return votes, problems


def _read(path: Path) -> tuple[list[Vote], list[Problem]]:
    shown = f"sources/evaluations/{path.name}"

    def problem(line: int, message: str) -> Problem:
        hint = f"each row needs a proposal's label and four whole numbers: label, {', '.join(CHOICES)}"
        return Problem(shown, "sources", "bad-evaluation", f"{shown}:{line}: {message}", hint)

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return [], [problem(1, "not UTF-8 text")]
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in ("label", *CHOICES) if name not in (rows.fieldnames or ())]
    if missing:
        return [], [problem(1, f"no column {', '.join(missing)}")]
    votes: dict[str, Vote] = {}
    problems: list[Problem] = []
    for row in rows:
        label = (row["label"] or "").strip()
        counts = [(row[name] or "").strip() for name in CHOICES]
        if not label or not all(count.isdecimal() for count in counts):
            problems.append(problem(rows.line_num, "a label or a count is missing or no number"))
        elif label in votes:
            problems.append(problem(rows.line_num, f"label {label} is given twice; the first row counts"))
        else:
            votes[label] = Vote(label, path.stem, *(int(count) for count in counts))
    return list(votes.values()), problems
