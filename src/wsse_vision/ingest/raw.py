"""What a reader makes of a file: blocks in reading order, before their text is made canonical."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from typing import Any

from wsse_vision.model import Role


@dataclass(slots=True)
class RawBlock:
    """A block as a reader found it; the fields are those of ``model.Block``.

    ``text`` may hold line ends and runs of spaces, which ``canonical`` removes.
    """

    role: Role
    text: str
    level: int = 0
    label: str | None = None
    page: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the maintainer should know about a document that was read nevertheless."""

    code: str
    message: str
    hint: str = ""


@dataclass(slots=True)
class RawDocument:
    """What a reader found in a file.

    ``metadata`` is what the document says of itself: ``title``, ``date``, ``language`` (text) and
    ``authors`` (list of text), each only if it is there. ``pages`` is null when the format has none.
    """

    blocks: list[RawBlock]
    pages: int | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def to_plain(document: RawDocument) -> dict[str, Any]:
    """Return ``document`` as JSON data."""
    return {
        "blocks": [[b.role, b.text, b.level, b.label, b.page, b.row, b.column] for b in document.blocks],
        "pages": document.pages,
        "metadata": document.metadata,
        "notices": [astuple(notice) for notice in document.notices],
    }


def from_plain(data: dict[str, Any]) -> RawDocument:
    """Build a document from what ``to_plain`` returned."""
    return RawDocument(
        blocks=[RawBlock(*fields) for fields in data["blocks"]],
        pages=data["pages"],
        metadata=data["metadata"],
        notices=[Notice(*fields) for fields in data["notices"]],
    )
