"""Themes and kinds: a permanent address for each, with as much as one can read, and the way to the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wsse_vision.config import Language
from wsse_vision.join.counting import foremost_by_kind, speaking
from wsse_vision.join.evidence import Quote, Theme
from wsse_vision.publish.html import source_page
from wsse_vision.publish.language import Words, in_language
from wsse_vision.publish.passages import SYMBOLS, Passages
from wsse_vision.site.browser import Elements
from wsse_vision.site.names import MEANINGS, Names, element_address
from wsse_vision.site.pages import LANGUAGE_NAMES, Site

ORDER = ("definition", "value", "practice", "proposal", "policy", "critique", "indicator", "question")
"""The kinds in the order in which a theme shows them."""

_PER_PAGE_OF_KIND = 3
"""Most passages that the page of a kind shows of one theme."""


@dataclass(frozen=True, slots=True)
class Part:
    """Passages of one kind about one theme: those that are shown and how many there are in all."""

    kind: str
    theme: str
    shown: list[Quote]
    total: int


def write(site: Site, elements: Elements, names: Names) -> None:
    """Write ``themes/index``, a page for each theme and a page for each kind, in every language."""
    parts = {theme.id: _parts(site, elements, theme.id) for theme in site.evidence.themes}
    most = {theme.id: speaking(site.evidence, theme.id, site.config.entries_listed) for theme in site.evidence.themes}
    near = {theme.id: neighbours(site, theme.id) for theme in site.evidence.themes}
    for language in site.languages:
        shared = _shared(site, elements, names, language)
        site.write("themes/index", language, "site/themes.html.j2", near=near, **shared)
        for theme in site.evidence.themes:
            about = _about(site, theme, language)
            site.write(
                f"themes/{theme.id}",
                language,
                "site/theme.html.j2",
                parts=parts[theme.id],
                near=near[theme.id],
                speaking=most[theme.id],
                **about,
                **shared,
            )
        for kind in (kind for kind in ORDER if kind in elements.kinds):
            found = [part for theme in parts.values() for part in theme if part.kind == kind]
            some = [Part(p.kind, p.theme, p.shown[:_PER_PAGE_OF_KIND], p.total) for p in found]
            site.write(f"kinds/{kind}", language, "site/kind.html.j2", kind=kind, parts=some, **shared)


def neighbours(site: Site, theme: str) -> list[tuple[str, int]]:
    """Return the themes of which the same passages speak, with the number of those, the closest first."""
    return [(b if a == theme else a, number) for a, b, number in site.evidence.links if theme in (a, b)]


def _parts(site: Site, elements: Elements, theme: str) -> list[Part]:
    """Return what there is about a theme, kind by kind; of proposals those come first that people voted on."""
    limit, evidence = site.config.quotes_per_theme, site.evidence
    voted = [quote for _vote, quote in evidence.votes_on([theme]) if quote is not None]
    foremost = foremost_by_kind(evidence, theme, limit)
    found = []
    for kind in (kind for kind in ORDER if kind in elements.kinds):
        first = [quote for quote in voted if quote.kind == kind]
        if kind == "definition":
            first = evidence.quotes(theme=theme, kinds=[kind], limit=limit, defining=True).shown
        others = evidence.these(foremost.get(kind, ()))
        once = {quote.id: quote for quote in (*first, *others)}
        if once:
            found.append(Part(kind, theme, list(once.values())[:limit], elements.counts[theme, kind]))
    return found


def _shared(site: Site, elements: Elements, names: Names, language: Language) -> dict[str, Any]:
    """Return what all these pages need in a language."""
    words = site.words(language)
    return {
        "theme_names": names.themes(language),
        "kind_names": names.kinds(language),
        "meanings": MEANINGS,
        "symbols": SYMBOLS,
        "sources": names.sources,
        "scopes": {theme: names.scope(theme, language) for theme in elements.themes},
        "themes": site.evidence.themes,
        "counts": elements.counts,
        "partial": elements.partial,
        "element": element_address(site.config, language),
        "source_page": source_page,
        "votes": votes_in_words(words, language),
        "reviewed": site.evidence.reviewed,
        "names_of": LANGUAGE_NAMES,
    }


def votes_in_words(words: Words, language: Language) -> Callable[..., str]:
    """Return the function that says votes in words."""
    return Passages({}, words, language).plain_votes


def _about(site: Site, theme: Theme, language: Language) -> dict[str, Any]:
    """Return what the page of one theme needs beside its passages and sources."""
    measures = [
        (in_language(indicator.names, language), language if language in indicator.names else "en")
        for indicator in site.evidence.indicators
        if theme.id in indicator.themes
    ]
    return {"theme": theme, "measures": measures}
