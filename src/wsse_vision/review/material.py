"""What a review is about: a source's document, text and coding as they are now."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from wsse_vision.files import read_json
from wsse_vision.home import Project
from wsse_vision.model import Coding, Document
from wsse_vision.review.apply import Outcome, apply
from wsse_vision.review.decisions import Review, read_review, review_path


@dataclass(frozen=True, slots=True)
class Material:
    """One source, coded, with the decisions on it."""

    document: Document
    text: str
    coding: Coding
    review: Review

    def outcome(self, themes: Container[str], elsewhere: Container[str] = ()) -> Outcome:
        """Return the elements with the decisions applied."""
        return apply(self.coding, self.document, self.text, self.review, themes, elsewhere)


def read_material(project: Project, source: str) -> Material:
    """Read a source that was ingested and extracted; raises ``OSError`` when it was not."""
    folder = project.extracts / source
    return Material(
        Document.from_json(read_json(folder / "document.json")),
        (folder / "text.txt").read_bytes().decode("utf-8"),
        Coding.from_json(read_json(folder / "elements.json")),
        read_review(review_path(project, source), source),
    )


def coded_sources(project: Project) -> list[str]:
    """Return the ids of the sources that are coded at present, sorted."""
    if not project.extracts.is_dir():
        return []
    return sorted(p.parent.name for p in project.extracts.glob("*/elements.json"))
