"""Evidence for readers: the page of each source, the browser, themes, kinds, the map to explore and the search.

One command writes all of them, for they share what they read: each element is asked for once.
"""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.config import Config
from wsse_vision.home import Project
from wsse_vision.join.counting import foremost, numbers
from wsse_vision.site import browser, conceptmap, search, themes
from wsse_vision.site.browser import Elements
from wsse_vision.site.names import Names
from wsse_vision.site.pages import Site
from wsse_vision.site.sections import editions
from wsse_vision.site.sourcepages import SourcePages, Use

RECORD = "evidence-pages.json"
"""The list of all files that this command wrote, below ``.build/``."""

OWNED = ("evidence/*.html", "themes/*.html", "kinds/*.html", "site/data/*.js", "site/vendor/*")
"""Files of these patterns that were not written are stale."""

SCRIPTS = ("finding.js", "browser.js", "search.js", "map.js", "evidence.css")
VENDOR = ("minisearch.js", "minisearch-LICENSE.txt")
"""What is copied from ``templates/site/`` and ``templates/site/vendor/`` to ``outputs/site/``."""


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
    elements = Elements(list(names.kinds("en")), [theme.id for theme in site.evidence.themes], numbers(site.evidence))
    loaded = foremost(site.evidence, config.browser_elements)
    pages = SourcePages(site, names, uses)
    for source in sources:
        pages.write(source)
        found = site.evidence.in_order(source.id) if loaded is None else site.evidence.these(loaded.get(source.id, ()))
        for quote in found:
            elements.add(quote, source)
    pages.finish()
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
    say(f"evidence: {len(elements.quotes)} elements to search, {len(sources)} sources, {len(elements.themes)} themes")
