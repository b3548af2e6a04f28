"""What the dataset is asked for: quotes, sources, themes, indicators, passages where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote as escaped
from urllib.parse import urlencode

from wsse_vision.join.coverage import THIN
from wsse_vision.sources.evaluations import Vote


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it is shown: verbatim, with where it comes from. ``id`` is empty for a workshop's finding."""

    id: str
    text: str
    source: str
    source_kind: str
    kind: str
    language: str
    page: int | None
    label: str | None = None
    themes: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    vote: Vote | None = None
    status: str = "unreviewed"
    decision: dict[str, Any] = field(default_factory=dict, hash=False)
    also: tuple[Quote, ...] = ()
    """The same said elsewhere, one for each other source."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What quotes were asked for: ids of a theme and of a source, kinds of quotes and of sources; nothing means any."""

    theme: str | None = None
    kinds: tuple[str, ...] = ()
    source: str | None = None
    source_kinds: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The same as the address of the evidence browser says it, ``theme=work&kind=value,practice``."""
        given = {
            "theme": self.theme or "",
            "kind": ",".join(self.kinds),
            "source": self.source or "",
            "from": ",".join(self.source_kinds),
        }
        return urlencode({name: value for name, value in given.items() if value}, safe=",", quote_via=escaped)


@dataclass(frozen=True, slots=True)
class Selection:
    """The quotes that are shown, how many there are in all, and what was asked for."""

    shown: list[Quote]
    total: int
    asked: Asked = Asked()

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)

    def __bool__(self) -> bool:
        return bool(self.shown)


@dataclass(frozen=True, slots=True)
class Source:
    """A source as publications list it; ``metadata`` holds authors, date, abstract and the like."""

    id: str
    kind: str
    state: str
    reason: str
    title: str
    language: str
    status: str | None
    consent: str | None
    workshop: int | None
    role: str | None
    key: str
    elements: int
    metadata: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with how much speaks of it; ``x`` and ``y`` place it on the concept map (0 to 1)."""

    id: str
    labels: dict[str, str] = field(hash=False)
    scope: str
    elements: int
    sources: int
    languages: int
    x: float
    y: float

    @property
    def thin(self) -> bool:
        """Whether fewer independent sources than ``THIN`` speak of it."""
        return self.sources < THIN


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with the themes it measures; names are by language."""

    id: str
    names: dict[str, str] = field(hash=False)
    type: str
    unit: str
    how: dict[str, str] = field(hash=False)
    collected_by: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """An element where it stands: ``paragraph[place : place + len(quote.text)]`` is the quote."""

    quote: Quote
    paragraph: str
    place: int
    score: float
    because: tuple[str, ...]

    def as_json(self, title: str, kind_names: dict[str, str], theme_names: dict[str, str]) -> dict[str, Any]:
        """Return all of it as JSON data, with names for readers; ``title`` is the source's."""
        quote = self.quote
        return {
            "element": quote.id,
            "source": quote.source,
            "title": title,
            "language": quote.language,
            "page": quote.page,
            "section": list(quote.section),
            "label": quote.label,
            "before": self.before,
            "quote": quote.text,
            "after": self.after,
            "kind": kind_names.get(quote.kind, quote.kind),
            "themes": [theme_names[theme] for theme in quote.themes],
            "score": self.score,
            "because": list(self.because),
        }

    @property
    def before(self) -> str:
        """What stands before it in its paragraph."""
        return self.paragraph[: self.place]

    @property
    def after(self) -> str:
        """What stands after it in its paragraph."""
        return self.paragraph[self.place + len(self.quote.text) :]
