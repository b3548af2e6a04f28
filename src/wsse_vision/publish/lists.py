"""What a publication lists when it cannot list all: sources, conclusions and papers, within ``entries_listed``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from wsse_vision.join.choosing import Few, chosen
from wsse_vision.join.evidence import Evidence, Quote, Selection, Source
from wsse_vision.publish.figures.provenance import cited_in
from wsse_vision.publish.narrative import Narrative
from wsse_vision.publish.passages import Passages

_CHAPTERS, _LINES, _THEMES, _PAPERS = 3, 5, 15, 30
"""One part in so many of the rows of a list: documents with a part of their own, what each of them lists, themes of a
workshop, papers that are quoted one after another.
"""


class Lists:
    """The lists of one publication; ``most`` is how many rows each has at most."""

    def __init__(self, evidence: Evidence, passages: Passages, narrative: Narrative, most: int) -> None:
        self._evidence = evidence
        self._passages = passages
        self._narrative = narrative
        self.most = most

    def sources(self, sources: Sequence[Source]) -> Few[Source]:
        """Return the sources that are listed: those cited so far first, then those with most elements.

        They are spread over kinds and languages, and over those used and set aside; what was reviewed goes before what
        was not.
        """
        return self._sources(sources, self.most)

    def chapters(self, sources: Sequence[Source]) -> Few[Source]:
        """Return the sources that have a part of their own."""
        return self._sources(sources, self._part(_CHAPTERS))

    def papers(self, sources: Sequence[Source]) -> Few[Source]:
        """Return the sources that are quoted one after another."""
        return self._sources(sources, self._part(_PAPERS))

    def named(self, sources: Sequence[Source]) -> Few[Source]:
        """Return the sources that are named where there is no room for more than those cited so far; few are all."""
        if len(sources) <= self.most:
            return Few(list(sources), len(sources))
        cited = self._cited()
        few = chosen([s for s in sources if s.id in cited], self.most, group=_shelf, weight=_size)
        return Few(few.shown, len(sources))

    def numbered(self, source: str) -> Selection:
        """Return the numbered proposals of a source that are listed."""
        return self._evidence.numbered(source, self._part(_LINES))

    def conclusions(self, found: Sequence[Quote]) -> Few[Quote]:
        """Return the conclusions of a workshop that are listed, spread over its documents."""
        return chosen(found, self._part(_LINES), group=lambda quote: quote.source)

    def themes(self, sources: Iterable[Source], known: Container[str]) -> Few[str]:
        """Return the ``known`` themes that most of ``sources`` name, in the order in which they are named first."""
        named = Counter(t for source in sources for t in source.metadata.get("themes", []) if t in known)
        return chosen(list(named), self._part(_THEMES), group=lambda _theme: None, weight=lambda t: named[t])

    @property
    def pairs(self) -> int:
        """How many pairs of themes are shown with what ties them."""
        return self._part(_LINES)

    def _part(self, share: int) -> int:
        return max(self.most // share, 1)

    def _sources(self, sources: Sequence[Source], limit: int) -> Few[Source]:
        if len(sources) <= limit:
            return Few(list(sources), len(sources))
        cited = self._cited()
        most = max((source.elements for source in sources), default=0) + 1
        return chosen(
            sources,
            limit,
            group=_shelf,
            weight=lambda source: source.elements + (most if source.id in self._evidence.accepted else 0),
            first=lambda source: source.id in cited,
        )

    def _cited(self) -> set[str]:
        return self._passages.cited | cited_in(self._narrative.rendered)


def _shelf(source: Source) -> tuple[str, str, bool]:
    return (source.kind, source.language, source.state == "used")


def _size(source: Source) -> int:
    return source.elements
