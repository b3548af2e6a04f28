"""Translations: proposals in different languages that carry one label."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from wsse_vision.model import UNDETERMINED

_CODE = re.compile(r"[A-Z]{1,4}\.?[0-9]{1,3}\.[0-9]{2,3}|[0-9]{2,3}\.[0-9]{2,3}")
"""Labels that name one proposal in a whole collection, such as ``06.02`` or ``W1.01``. Numbers that each document gives
anew (``3``, ``2.1``, ``A1``) say nothing about another document.
"""

_MOST_LONGER = 3.0
"""A translation is at most so many times as long as its original, in characters; otherwise a label was used twice."""


class Labelled(NamedTuple):
    """An element with a label; ``length`` is that of its quote."""

    id: str
    language: str
    label: str
    length: int


def joined(group: dict[str, str], labelled: Iterable[Labelled]) -> dict[str, str]:
    """Return ``group`` (group by element id) with the groups made one that are translations of one another.

    Under one label there must be one text in each language; where two differ in a language, nobody knows which
    was translated, and they are left as they are. A group is joined under one label only (the first), so that
    labels do not chain groups.
    """
    by_label: dict[str, list[Labelled]] = {}
    for one in labelled:
        if one.language != UNDETERMINED and _CODE.fullmatch(one.label):
            by_label.setdefault(one.label, []).append(one)
    joint: dict[str, str] = {}
    for _, elements in sorted(by_label.items()):
        found = {group[one.id] for one in elements}
        if len(found) > 1 and found.isdisjoint(joint) and _is_translation(elements, group):
            joint.update(dict.fromkeys(found, min(found)))
    return {member: joint.get(first, first) for member, first in group.items()}


def _is_translation(elements: list[Labelled], group: dict[str, str]) -> bool:
    texts: dict[str, set[str]] = {}
    for one in elements:
        texts.setdefault(one.language, set()).add(group[one.id])
    lengths = [one.length for one in elements]
    return all(len(found) == 1 for found in texts.values()) and max(lengths) <= _MOST_LONGER * min(lengths)
