"""The evidence browser: elements as data for it, all or the foremost, and the page that searches and filters them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wsse_vision.join.choosing import chosen
from wsse_vision.join.counting import of_sources
from wsse_vision.join.evidence import Quote, Source
from wsse_vision.join.ranking import agreement
from wsse_vision.model import Language
from wsse_vision.publish.html import source_page
from wsse_vision.publish.language import N_, Words
from wsse_vision.publish.passages import SYMBOLS
from wsse_vision.site.names import MEANINGS, SOURCE_KINDS, Names, region_of
from wsse_vision.site.pages import LANGUAGE_NAMES, Site
from wsse_vision.site.searchindex import COMMON, Index, script
from wsse_vision.sources.evaluations import Vote

VOTES = {
    "yes": N_("Voted on"),
    "no": N_("Not voted on"),
    "high": N_("75% agreement or more"),
    "middle": N_("50% to 75% agreement"),
    "low": N_("Less than 50% agreement"),
}
"""What one may ask of the votes on a proposal, by its word in the address."""


@dataclass(slots=True)
class Elements:
    """The elements that the browser loads, a column for each property, in the order of their sources, then as they
    stand there.

    ``counts`` are the numbers of all elements by (theme, kind), with the empty text for any.
    """

    kinds: Sequence[str]
    themes: Sequence[str]
    counts: Mapping[tuple[str, str], int]
    sources: list[Source] = field(default_factory=list)
    index: Index = field(default_factory=Index)
    languages: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    _rows: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    _themes: list[list[int]] = field(default_factory=list)
    _votes: dict[str, list[int]] = field(default_factory=dict)
    _labels: dict[str, str] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)

    def add(self, quote: Quote, source: Source) -> None:
        """Add an element of ``source``; those of one source come one after another."""
        number = len(self.quotes)
        if not self.sources or self.sources[-1].id != source.id:
            self.sources.append(source)
        if quote.language not in self.languages:
            self.languages.append(quote.language)
        self.quotes.append(quote.text)
        language = self.languages.index(quote.language)
        self._rows.append((quote.id, len(self.sources) - 1, self.kinds.index(quote.kind), language, quote.page or 0))
        self._themes.append([self.themes.index(theme) for theme in quote.themes])
        if quote.vote is not None and quote.vote.total:
            self._votes[str(number)] = votes_as_data(quote.vote)
        if quote.label:
            self._labels[str(number)] = quote.label
        if quote.status != "accepted":
            self._open.append(number)
        self.index.add(f"{quote.label or ''} {quote.text}")

    @property
    def partial(self) -> bool:
        """Whether there are more elements than these."""
        return len(self.quotes) < self.counts["", ""]

    @property
    def regions(self) -> list[str]:
        """The regions that interviewees come from, where they allow it to be known."""
        return sorted({region_of(source) for source in self.sources} - {""})

    @property
    def voted(self) -> bool:
        """Whether anybody voted on any of them."""
        return bool(self._votes)

    def as_data(self, *, reviewed: bool) -> dict[str, Any]:
        """Return the columns; of what nobody has reviewed they tell only where somebody reviews (``reviewed``)."""
        ids, sources, kinds, languages, pages = ([row[at] for row in self._rows] for at in range(5))
        regions = ["", *self.regions]
        return {
            "kinds": list(self.kinds),
            "themes": list(self.themes),
            "languages": self.languages,
            "regions": regions,
            "common": sorted(COMMON),
            "sources": [
                [source.id, source_page(source.id), source.title, source.language, source.kind,
                 regions.index(region_of(source))]
                for source in self.sources
            ],
            "id": ids,
            "source": sources,
            "kind": kinds,
            "language": languages,
            "page": pages,
            "theme": self._themes,
            "votes": self._votes,
            "label": self._labels,
            "open": self._open if reviewed else [],
            "quote": self.quotes,
        }  # fmt: skip


def votes_as_data(vote: Vote) -> list[int]:
    """Return [agree, half, disagree, unknown, share, low, high]: four counts and three percentages."""
    return [vote.agree, vote.half, vote.disagree, vote.unknown, *(round(100 * number) for number in agreement(vote))]


def put_data(site: Site, elements: Elements) -> None:
    """Write the elements and their index as scripts: ``site/data/evidence.js`` and ``evidence-index.js``."""
    site.put("site/data/evidence.js", script("evidence", elements.as_data(reviewed=site.evidence.reviewed)))
    site.put("site/data/evidence-index.js", script("evidence-index", elements.index.as_data()))


def write(site: Site, elements: Elements, names: Names) -> None:
    """Write the page of the browser in every language."""
    sources = list(names.sources.values())
    groups = {
        kind: chosen(
            [source for source in sources if source.kind == kind],
            site.config.entries_listed,
            group=lambda source: source.language,
            weight=lambda source: source.elements,
        )
        for kind in names.source_kinds
    }
    listed = [source.id for few in groups.values() for source in few.shown]
    of = of_sources(site.evidence, listed)
    for language in site.languages:
        words = site.words(language)
        site.write(
            "evidence/index", language, "site/evidence.html.j2",
            groups=groups, of=of, **context(elements, names, language, words),
        )  # fmt: skip


def context(elements: Elements, names: Names, language: Language, words: Words) -> dict[str, Any]:
    """Return what the template needs: the choices of each filter and the words that the script says."""
    return {
        "held": len(elements.quotes),
        "partial": elements.partial,
        "counts": elements.counts,
        "themes": names.themes(language),
        "kinds": names.kinds(language),
        "meanings": MEANINGS,
        "symbols": SYMBOLS,
        "source_kinds": {kind: words(SOURCE_KINDS[kind]) for kind in names.source_kinds},
        "source_page": source_page,
        "regions": elements.regions,
        "tongues": [(code, LANGUAGE_NAMES.get(code, code)) for code in elements.languages],
        "votes": {value: words(said) for value, said in VOTES.items()} if elements.voted else {},
        "told": told(words),
    }


def told(_: Words) -> dict[str, Any]:
    """Return the words that the scripts of browser and search say."""
    return {
        "found": [_.plural("{count} passage", "{count} passages", number) for number in (1, 2)],
        "none": _("Nothing was found."),
        "some": _("No passage has all of these words; these have some of them."),
        "loading": _("Loading the passages …"),
        "page": _("p. {page}"),
        "votes": [
            _.plural("{share}% of {total} vote [{low}–{high}%]", "{share}% of {total} votes [{low}–{high}%]", number)
            for number in (1, 2)
        ],
        "open": _("not reviewed"),
        "copy": _("Copy the address"),
        "copied": _("Copied"),
        "address": _("Address:"),
        "more": _("Show more"),
        "failed": _("The passages could not be loaded."),
    }
