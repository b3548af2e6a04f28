"""What several decisions on one element come to: each person's last word, then the last word of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wsse_vision.review.anchor import How
from wsse_vision.review.decisions import Decision, Placed

UNNAMED = "unnamed"
"""What a person is called who gave no name."""

FIELDS = ("status", "kind", "themes", "merge", "key")
"""What decisions can contradict each other about."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A decision on an element, how the element was found, and what the decision says, by field."""

    placed: Placed
    how: How
    says: dict[str, Any]

    @property
    def decision(self) -> Decision:
        """The decision itself."""
        return self.placed.decision

    @property
    def by(self) -> str:
        """Who decided."""
        return self.placed.decision.by or UNNAMED

    @property
    def on(self) -> str:
        """When, empty if not stated: before everything that is dated."""
        return self.placed.decision.on or ""


@dataclass(slots=True)
class Result:
    """The outcome for one element: what holds, by field; votes that count; what is wrong or undecided.

    ``contradictions`` are pairs of votes of one person; ``disputed`` fields on which the last word of several people
    differs.
    """

    holds: dict[str, Any] = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)
    contradictions: list[tuple[Vote, Vote]] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    opinions: dict[str, dict[str, Any]] = field(default_factory=dict)


def vote(placed: Placed, how: How, themes: Sequence[str] | None, merge: str | None) -> Vote:
    """Return the vote of a decision whose themes and merger were checked already."""
    decision = placed.decision
    says = {
        "status": "rejected" if decision.decision == "reject" else "accepted",
        "kind": decision.kind,
        "themes": None if themes is None else tuple(themes),
        "merge": merge,
        "key": decision.key,
    }
    return Vote(placed, how, {name: value for name, value in says.items() if value is not None})


def count(votes: Sequence[Vote]) -> Result:
    """Return what ``votes`` on one element come to.

    A later date decides over an earlier one, field by field. Two votes of one person on one day that differ are a
    contradiction, and neither counts. People who differ, none of them later, leave the field as if undecided.
    """
    result = Result()
    for own in _by_person(votes):
        current = _not_superseded(own)
        wrong = list(_contradictions(current))
        result.contradictions += wrong
        left_out = {id(v) for pair in wrong for v in pair}
        result.votes += [v for v in current if id(v) not in left_out]
    for person in sorted({v.by for v in result.votes}):
        result.opinions[person] = _last_words([v for v in result.votes if v.by == person])[0]
    result.holds, result.disputed = _last_words(result.votes)
    result.votes.sort(key=lambda v: (v.on, v.placed.position))
    return result


def _by_person(votes: Sequence[Vote]) -> Iterator[list[Vote]]:
    for person in sorted({v.by for v in votes}):
        yield [v for v in votes if v.by == person]


def _not_superseded(own: Sequence[Vote]) -> list[Vote]:
    """Leave out what a person said of an earlier wording, once they have spoken on the words as they are."""
    exact = [v for v in own if v.how != "fuzzy"]
    return exact or list(own)


def _contradictions(own: Sequence[Vote]) -> Iterator[tuple[Vote, Vote]]:
    for number, later in enumerate(own):
        for earlier in own[:number]:
            if earlier.on == later.on or not (earlier.on and later.on):
                common = earlier.says.keys() & later.says.keys()
                if any(earlier.says[name] != later.says[name] for name in common):
                    yield earlier, later


def _last_words(votes: Sequence[Vote]) -> tuple[dict[str, Any], list[str]]:
    """Return for each field what the last to speak of it said, and the fields where several spoke last and differ."""
    holds: dict[str, Any] = {}
    disputed: list[str] = []
    for name in FIELDS:
        said = [(v.on, v.says[name]) for v in votes if name in v.says]
        if not said:
            continue
        last = max(on for on, _ in said)
        values = {value for on, value in said if on == last}
        if len(values) == 1:
            holds[name] = values.pop()
        else:
            disputed.append(name)
    return holds, disputed
