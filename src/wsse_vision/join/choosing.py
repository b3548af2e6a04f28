"""Which of many are listed when not all can be: those that matter most, spread over groups, in their usual order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Few(Generic[T]):
    """What is listed, in its usual order, and how many there are in all."""

    shown: list[T]
    total: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.total - len(self.shown)


def chosen(
    items: Sequence[T],
    limit: int,
    *,
    group: Callable[[T], Hashable],
    weight: Callable[[T], float] = lambda _item: 0,
    first: Callable[[T], bool] = lambda _item: False,
) -> Few[T]:
    """Return at most ``limit`` of ``items`` in their order: those that are ``first`` before all others.

    Among the first, and among the others, groups take turns: each gives its second item only after every other has
    given one. A group gives the heaviest first, of equal ones those that stand first.
    """
    if len(items) <= limit:
        return Few(list(items), len(items))
    before = [first(item) for item in items]
    heavy = [weight(item) for item in items]
    turns: dict[tuple[bool, Hashable], int] = {}
    ranked: list[tuple[bool, int, float, int]] = []
    for at in sorted(range(len(items)), key=lambda at: (-heavy[at], at)):
        own = (before[at], group(items[at]))
        turns[own] = turns.get(own, 0) + 1
        ranked.append((not before[at], turns[own], -heavy[at], at))
    return Few([items[at] for *_rank, at in sorted(sorted(ranked)[:limit], key=lambda one: one[-1])], len(items))


def ends(items: Sequence[T], limit: int) -> tuple[list[T], list[T]]:
    """Return the items at both ends of a list, together at most ``limit``; all of a short list are at its beginning."""
    if len(items) <= limit:
        return list(items), []
    last = limit // 2
    return list(items[: limit - last]), list(items[len(items) - last :])
