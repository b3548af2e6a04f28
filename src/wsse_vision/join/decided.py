"""Elements after review: what people decided on them, as ``.build/review.json`` has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wsse_vision.model import Element


@dataclass(frozen=True, slots=True)
class DecidedElement:
    """An element as it stands after review. ``status`` is accepted or unreviewed; rejected ones are left out."""

    element: Element
    status: str = "unreviewed"
    key: bool = False
    translation: dict[str, str] = field(default_factory=dict)
    note: str | None = None
    by: list[str] | str | None = None
    on: str | None = None
    found: str | None = None
    merged_into: str | None = None


def after_review(elements: Iterable[Element], review: Mapping[str, Any]) -> Iterator[DecidedElement]:
    """Yield the elements of one source that stand, with the kind and themes that people gave them, in text order.

    ``review`` is the source's part of ``review.json``, empty for a source that nobody has reviewed.
    """
    decisions = review.get("elements", {})
    added = [Element(**record) for record in review.get("added", [])]
    for element in sorted([*elements, *added], key=lambda e: (e.start, e.end)):
        decision = decisions.get(element.id)
        if decision is None:
            yield DecidedElement(element)
        elif decision["status"] != "rejected":
            yield DecidedElement(
                replace(element, kind=decision["kind"], themes=list(decision["themes"])),
                decision["status"],
                bool(decision["key"]),
                dict(decision["translation"]),
                decision["note"],
                decision["by"],
                decision["on"],
                decision["found"],
                decision["merged_into"],
            )
