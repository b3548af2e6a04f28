"""The records that the stages hand to one another, and their files.

Offsets are Unicode code points into the canonical text of a source, 0-based, end-exclusive;
``text[start:end] == quote`` holds for every element. Everything here is plain data: what a person
writes by hand (config, sidecars, codebook ...) is described in ``config`` and ``sources``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal

Language = Literal["en", "fr", "es", "pt"]
LANGUAGES = ("en", "fr", "es", "pt")
"""The languages that the codebook, the templates and the language identification know."""

UNDETERMINED = "und"
"""ISO 639 code of a passage in a language outside ``LANGUAGES`` or too short to tell."""

Format = Literal["pdf", "html", "epub"]
"""What publications are written in."""

SourceKind = Literal["notebook", "findhorn", "workshop", "interview", "forum"]
"""What a source is; it follows from its folder in ``sources/``."""

Role = Literal["heading", "paragraph", "item", "cell", "note", "quote"]
"""What a block is in its document."""

Stage = Literal["sources", "ingest", "extract", "review", "join", "publish", "release", "site"]

KINDS = ("value", "practice", "definition", "proposal", "critique", "policy", "indicator", "question")
"""The kinds of elements; an element has exactly one."""

Consent = Literal["public", "anonymous", "internal"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person has to look at: one line of ``outputs/problems.json``.

    ``source`` is a source id or a file of the project folder; ``code`` is stable and in kebab-case;
    ``message`` says what is wrong and where; ``hint`` what to do about it.
    """

    source: str
    stage: Stage
    code: str
    message: str
    hint: str = ""


class HandwrittenError(Exception):
    """A hand-written file has mistakes; ``mistakes`` holds a line of text for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class SourceError(Exception):
    """A source cannot be used. Carries the problem that the maintainer will read."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.message, self.hint)

    def problem(self, source: str, stage: Stage) -> Problem:
        """Return the problem to report for ``source``."""
        return Problem(source, stage, self.code, self.message, self.hint)


@dataclass(slots=True)
class Block:
    """A block of a document: ``text[start:end]`` of the canonical text.

    ``section`` is the path of headings above it (outermost first). ``level`` is the level of a heading
    (1 = title) or the depth of a list item (1 = outermost), else 0. ``label`` is the number that a list gives its item
    ("3", "b"), else null. ``row`` and ``column`` place a table cell (0-based), else null. ``page`` is the
    1-based page where the block begins, null when the format has no pages.
    """

    role: Role
    start: int
    end: int
    language: str
    section: list[str] = field(default_factory=list)
    level: int = 0
    label: str | None = None
    page: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(slots=True)
class Document:
    """A source in normalised form: metadata and blocks; the text itself stands in ``text.txt``.

    ``key`` identifies everything that went into it (the file's bytes, its metadata, the code), so that
    a document whose key is unchanged needs no work.
    """

    source: str
    kind: SourceKind
    path: str
    format: str
    key: str
    text_sha256: str
    language: str
    metadata: dict[str, Any]
    blocks: list[Block]
    pages: int | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Document:
        """Build a document from the content of a ``document.json``."""
        blocks = [Block(**block) for block in data["blocks"]]
        return cls(**{**data, "blocks": blocks})


@dataclass(slots=True)
class Element:
    """One verbatim passage, coded with one kind and any number of themes."""

    id: str
    quote: str
    start: int
    end: int
    prefix: str
    suffix: str
    block: int
    section: list[str]
    page: int | None
    language: str
    kind: str
    themes: list[str]
    score: float
    because: list[str]
    label: str | None = None


@dataclass(slots=True)
class Coding:
    """The content of ``elements.json``: the elements of one source."""

    source: str
    text_sha256: str
    elements: list[Element]

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Coding:
        """Build a coding from the content of an ``elements.json``."""
        return cls(data["source"], data["text_sha256"], [Element(**e) for e in data["elements"]])


def as_json(record: Any) -> dict[str, Any]:
    """Return a record of this module as plain JSON data, which shares what is plain already with the record.

    A document has thousands of blocks; ``dataclasses.asdict`` would copy every string of theirs.
    """
    named = ((name, getattr(record, name)) for name in _names(record.__class__))
    return {name: value if value.__class__ in _LEAVES else _plain(value) for name, value in named}


_LEAVES = frozenset({str, int, float, bool, type(None)})
"""What most of a record consists of, and is JSON data already."""


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [item if item.__class__ in _LEAVES else _plain(item) for item in value]
    return as_json(value) if is_dataclass(value) else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def problems_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON data, sorted, each once."""
    unique = sorted(set(problems), key=lambda p: (p.source, p.stage, p.code, p.message))
    return [as_json(problem) for problem in unique]
