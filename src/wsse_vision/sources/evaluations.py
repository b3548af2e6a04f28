"""``evaluations/``: participants' votes on proposals, by the proposals' own labels, and on statements of Polis."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wsse_vision.model import Problem
from wsse_vision.sources import polis
from wsse_vision.sources.csvrows import ColumnsError, Row, count, rows
from wsse_vision.sources.scan import export_id

CHOICES = ("agree", "half", "disagree", "unknown")
"""The vote scale: agree, half agree, do not agree, do not know or understand."""

_HINT = f"each row needs a proposal's label and four whole numbers: label, {', '.join(CHOICES)}"
_HINT_POLIS = "correct the row, or export the conversation from Polis again"


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
    """Read every CSV file and every Polis export of the folder ``sources/evaluations``.

    Rows that make no sense are problems, the others count. The votes on a statement of Polis have the label
    ``<export>.<comment-id>``; a statement on which nobody voted has none.
    """
    votes: dict[tuple[str, str], Vote] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        found, defects = _read(path)
        votes.update({(vote.label, vote.evaluation): vote for vote in found})
        problems += defects
    taken: set[str] = set()
    for path in polis.exports(folder.parent):
        name = export_id(path)
        if name.casefold() in taken:
            continue  # the scan reports that two exports have one id and which of them is used
        taken.add(name.casefold())
        found, defects = _read_export(path, name)
        for vote in found:
            votes.setdefault((vote.label, vote.evaluation), vote)
        problems += defects
    return list(votes.values()), problems


def _problem(shown: str, line: int, message: str, hint: str) -> Problem:
    return Problem(shown, "sources", "bad-evaluation", f"{shown}:{line}: {message}", hint)


def _read(path: Path) -> tuple[list[Vote], list[Problem]]:
    shown = f"sources/evaluations/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = list(rows(text, ("label", *CHOICES)))
    except UnicodeDecodeError:
        return [], [_problem(shown, 1, "not UTF-8 text", "save it as CSV in UTF-8")]
    except ColumnsError as error:
        return [], [_problem(shown, 1, str(error), _HINT)]
    votes: dict[str, Vote] = {}
    problems: list[Problem] = []
    for row in table:
        vote = _vote(row, path.stem)
        if isinstance(vote, str):
            problems.append(_problem(shown, row.line, vote, _HINT))
        elif vote.label in votes:
            message = f"label {vote.label} is given twice; the first row counts"
            problems.append(_problem(shown, row.line, message, _HINT))
        else:
            votes[vote.label] = vote
    return list(votes.values()), problems


def _vote(row: Row, evaluation: str) -> Vote | str:
    """Return the vote in a row, or what is wrong with it."""
    if row.error:
        return row.error
    numbers = [count(row.cells[name]) for name in CHOICES]
    whole = [number for number in numbers if number is not None]
    if not row.cells["label"] or len(whole) < len(CHOICES):
        return "a label or a count is missing or no number"
    return Vote(row.cells["label"], evaluation, *whole)


def _read_export(path: Path, name: str) -> tuple[list[Vote], list[Problem]]:
    shown = f"sources/evaluations/{path.parent.name}/{path.name}"
    try:
        export = polis.parse(path.read_bytes())
    except polis.ExportError:
        return [], []  # as a source it is set aside, and that is reported
    votes = [
        Vote(polis.label(name, s), name, s.agrees, 0, s.disagrees, s.passes)
        for s in export.statements
        if s.agrees + s.disagrees + s.passes
    ]
    return votes, [_problem(shown, line, message, _HINT_POLIS) for line, message in export.mistakes]
