"""Evidence for readers: the page of each source, the browser, themes, kinds, the map to explore and the search.

One command writes all of them, for they share what they read: each element is asked for once.
"""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.config import Config, Language
from wsse_vision.home import Project
from wsse_vision.join.evidence import Evidence, Passage, Source
from wsse_vision.publish.html import in_paragraph, source_page
from wsse_vision.publish.language import N_
from wsse_vision.publish.reasons import in_words
from wsse_vision.site import browser, conceptmap, search, themes
from wsse_vision.site.browser import Elements
from wsse_vision.site.names import Names
from wsse_vision.site.pages import Site
from wsse_vision.site.sections import editions

RECORD = "evidence-pages.json"
"""The list of all files that this command wrote, below ``.build/``."""

OWNED = ("evidence/*.html", "themes/*.html", "kinds/*.html", "site/data/*.js", "site/vendor/*")
"""Files of these patterns that were not written are stale."""

SCRIPTS = ("finding.js", "browser.js", "search.js", "map.js", "evidence.css")
VENDOR = ("minisearch.js", "minisearch-LICENSE.txt")
"""What is copied from ``templates/site/`` and ``templates/site/vendor/`` to ``outputs/site/``."""

_DECIDED = {"accepted": N_("Accepted"), "unreviewed": N_("Noted")}
"""What a decision did, by the status of an element."""

Use = tuple[str, str, str]
"""A publication that quotes an element: language, title, path of its HTML below ``outputs/``."""


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Write the pages and the data; those of sources that may no longer be shown are removed."""
    site = Site(project, config, RECORD, owned=OWNED)
    names = Names.of(project, site.evidence)
    uses: dict[str, list[Use]] = {}
    texts = search.Texts()
    for edition in editions(project, config):
        texts.add(edition)
        for element in edition.quoted:
            uses.setdefault(element, []).append((edition.language, edition.title, edition.path))
    sources = list(names.sources.values())
    elements = Elements(sources, list(names.kinds("en")), [theme.id for theme in site.evidence.themes])
    pages = _SourcePages(site, names, uses)
    for place, source in enumerate(sources):
        for passage in pages.write(source):
            if passage.quote.status == "accepted" or not site.evidence.hides:
                elements.add(passage.quote, place)
    browser.put_data(site, elements)
    browser.write(site, elements, names)
    themes.write(site, elements, names)
    conceptmap.write(site, names)
    search.put_data(site, texts)
    search.write(site)
    for name in SCRIPTS:
        site.put(f"site/{name}", project.template(f"site/{name}").read_bytes())
    for name in VENDOR:
        site.put(f"site/vendor/{name}", project.template(f"site/vendor/{name}").read_bytes())
    site.finish()
    say(f"evidence: {len(elements.quotes)} elements of {len(sources)} sources, {len(elements.themes)} themes")


class _SourcePages:
    """Writes the page of each source in every language of the site, one source at a time."""

    def __init__(self, site: Site, names: Names, uses: dict[str, list[Use]]) -> None:
        # The page of a source shows what nobody has reviewed, too, and says so: addresses of elements are permanent.
        self._all = Evidence(site.project.outputs / "evidence" / "evidence.sqlite")
        self._site, self._uses = site, uses
        self._told: dict[Language, dict[tuple[str, ...], list[str]]] = {}
        self._kinds = {language: names.kinds(language) for language in site.languages}
        self._themes = {language: names.themes(language) for language in site.languages}

    def write(self, source: Source) -> list[Passage]:
        """Write the pages of a source and return its elements in their order."""
        passages = self._all.passages(source.id)
        for language in self._site.languages:
            shown = [(p, self._shown(p, source.title, language), self._uses.get(p.quote.id, [])) for p in passages]
            self._site.write(
                f"evidence/{source_page(source.id)}",
                language,
                "evidence.html.j2",
                canonical=None if self._site.config.address else f"evidence/{source_page(source.id)}",
                source=source,
                passages=shown,
                decided=_DECIDED,
            )
        return passages

    def _shown(self, passage: Passage, title: str, language: Language) -> str:
        words, kinds, called = self._site.words(language), self._kinds[language], self._themes[language]
        told = self._told.setdefault(language, {})
        reasons = tuple(passage.because)
        if reasons not in told:  # learned words are told together, so a passage's reasons are told as a whole
            told[reasons] = in_words(reasons, words, {**called, **kinds})
        because = told[reasons]
        return in_paragraph({**passage.as_json(title, kinds, called), "because": because}, words)
