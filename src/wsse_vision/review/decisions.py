"""``sources/reviews/<source>.yaml``: what people decided, read and checked decision by decision."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, StringConstraints, ValidationError, model_validator

from wsse_vision import handwritten
from wsse_vision.handwritten import DateText, Record
from wsse_vision.home import Project
from wsse_vision.model import HandwrittenError, Language, Problem
from wsse_vision.sources.codebook import Kind
from wsse_vision.yamlfile import Place, YamlError, load

FOLDER = "sources/reviews"
"""Where decisions live, a file for each source."""

LANGUAGES: tuple[Language, ...] = get_args(Language)

Words = Annotated[str, Field(min_length=1)]
Context = Annotated[str, StringConstraints(strip_whitespace=False)]

BAD = "bad-review"
_MEND = "mend the line; until then this decision is not used"


class Decision(Record):
    """One decision of one person on one element."""

    element: Words | None = Field(None, description="Id of the element when it was decided.")
    quote: Words | None = Field(None, description="The exact words of the element.")
    prefix: Context = Field("", description="About 32 characters before the quote.")
    suffix: Context = Field("", description="About 32 characters after the quote.")
    decision: Literal["accept", "reject", "add"] = Field(description="`add`: an element that the coding missed.")
    kind: Kind | None = Field(None, description="The kind that it has; default: as coded.")
    themes: list[Words] | None = Field(None, description="The themes that it has; default: as coded.")
    merge: Words | None = Field(None, description="Id or quote of another element that says the same.")
    key: bool | None = Field(None, description="`true`: a key element, shown first.")
    translation: dict[Language, Words] = Field({}, description="Translations by language.")
    note: Words | None = Field(None, description="A remark.")
    by: Words | None = Field(None, description="Who decided.")
    on: DateText | None = Field(None, description="When: YYYY, YYYY-MM or YYYY-MM-DD.")

    @model_validator(mode="after")
    def _complete(self) -> Decision:
        if self.element is None and self.quote is None:
            raise ValueError("says nothing of what is decided; give `element` (an id) or `quote` (its exact words)")
        if self.decision == "add" and (self.quote is None or self.kind is None):
            raise ValueError("an added element needs `quote` and `kind`")
        if self.decision == "reject" and self.merge is not None:
            raise ValueError(
                "a rejected element counts as nothing, so it cannot be merged; accept it or leave out `merge`"
            )
        return self


class _File(Record):
    decisions: list[Decision] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision and where it stands: file (as shown), position in its list, line of its beginning."""

    decision: Decision
    file: str
    position: int
    lines: dict[Place, int] = field(compare=False, repr=False)

    def where(self, *place: str | int) -> str:
        """Return ``file:line`` of the decision or of a value in it (``"themes", 0``)."""
        full: Place = ("decisions", self.position, *place)
        while full and full not in self.lines:
            full = full[:-1]
        return f"{self.file}:{self.lines.get(full, 1)}"


@dataclass(slots=True)
class Review:
    """All usable decisions on one source, in the order of the file, and what is wrong with the others."""

    source: str
    decisions: list[Placed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def review_path(project: Project, source: str) -> Path:
    """Return the file of the decisions on ``source``, which need not be there."""
    return project.root / FOLDER / f"{source}.yaml"


def read_review(path: Path, source: str | None = None) -> Review:
    """Read the decisions on a source; each mistake becomes a problem ``file:line: what``.

    A decision with a mistake is left out and the others are used: one slip must not undo a month of review. A file
    that is no YAML gives nothing. ``source`` defaults to the name of the file.
    """
    source = source or path.stem
    shown = f"{FOLDER}/{path.name}"
    review = Review(source)
    if not path.is_file():
        return review
    data: Any = None
    lines: dict[Place, int] = {}
    try:
        data, lines = load_file(path, shown)
        handwritten.check({} if data is None else data, lines, _File, shown)
    except HandwrittenError as error:
        review.problems += [Problem(source, "review", BAD, mistake, _MEND) for mistake in error.mistakes]
    entries = data.get("decisions") if isinstance(data, dict) else None
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        decision = _usable(entry)
        if decision is not None:
            review.decisions.append(Placed(decision, shown, position, lines))
    unsigned = list(_unsigned(review))
    review.decisions = [placed for placed in review.decisions if placed not in unsigned]
    review.problems += [_who(source, placed, review) for placed in unsigned]
    return review


def load_file(path: Path, shown: str) -> tuple[Any, dict[Place, int]]:
    """Return the content of a file of decisions, unchecked, and its lines; raises ``HandwrittenError``.

    YAML 1.1 takes the bare key ``on`` for the truth value; here it is the word that people wrote.
    """
    try:
        data, lines = load(path)
    except YamlError as error:
        raise HandwrittenError([f"{shown}:{error.line}: {error.message}"]) from None
    except OSError as error:
        raise HandwrittenError([f"{shown}: cannot be read ({error.strerror})"]) from None
    if isinstance(data, dict) and isinstance(data.get("decisions"), list):
        data["decisions"] = [_with_words(entry) for entry in data["decisions"]]
    return data, lines


def _with_words(entry: Any) -> Any:
    return {"on" if key is True else key: value for key, value in entry.items()} if isinstance(entry, dict) else entry


def _usable(entry: Any) -> Decision | None:
    try:
        return Decision.model_validate(entry)
    except ValidationError:
        return None


def _unsigned(review: Review) -> Iterator[Placed]:
    """Yield decisions without a name in a file that names several people: nobody could tell whose they are."""
    if len(coders(review)) > 1:
        yield from (placed for placed in review.decisions if placed.decision.by is None)


def _who(source: str, placed: Placed, review: Review) -> Problem:
    names = ", ".join(coders(review))
    message = f"{placed.where()}: decisions.{placed.position}: `by` is missing, and the file names several ({names})"
    return Problem(source, "review", BAD, message, "write who decided; until then this decision is not used")


def coders(review: Review) -> list[str]:
    """Return the names of those who decided, sorted."""
    return sorted({placed.decision.by for placed in review.decisions if placed.decision.by is not None})


def plain(text: str) -> str:
    """Return ``text`` in NFC with white space collapsed, as quotes and contexts are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())
