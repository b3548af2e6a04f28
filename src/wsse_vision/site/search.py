"""The full-text search: the sections of all editions as data, by language, and its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wsse_vision.model import Language
from wsse_vision.site import browser
from wsse_vision.site.pages import LANGUAGE_NAMES, Site
from wsse_vision.site.searchindex import COMMON, Index, script
from wsse_vision.site.sections import Edition


@dataclass(slots=True)
class _Texts:
    """The texts of one language."""

    index: Index = field(default_factory=Index)
    editions: list[list[str]] = field(default_factory=list)
    sections: list[list[Any]] = field(default_factory=list)

    def add(self, edition: Edition) -> None:
        self.editions.append([edition.title, edition.path])
        for section in edition.sections:
            text = section.text
            self.sections.append([len(self.editions) - 1, section.anchor, section.heading, text])
            # A heading says what a section is about: its words count twice, those of the title once more.
            self.index.add(f"{edition.title} {section.heading} {section.heading} {text}")

    def as_data(self) -> dict[str, Any]:
        return {
            "common": sorted(COMMON),
            "editions": self.editions,
            "sections": self.sections,
            "index": self.index.as_data(),
        }


@dataclass(slots=True)
class Texts:
    """The texts of all editions, apart by their languages."""

    by_language: dict[Language, _Texts] = field(default_factory=dict)

    def add(self, edition: Edition) -> None:
        """Add an edition."""
        self.by_language.setdefault(edition.language, _Texts()).add(edition)


def put_data(site: Site, texts: Texts) -> None:
    """Write the sections of each language with their index: ``site/data/texts-<language>.js``."""
    for language, found in texts.by_language.items():
        site.put(f"site/data/texts-{language}.js", script(f"texts-{language}", found.as_data()))


def write(site: Site) -> None:
    """Write the page of the search in every language; texts in the language of the page come first."""
    for language in site.languages:
        order = [language, *(code for code in site.languages if code != language)]
        _ = site.words(language)
        told = {
            **browser.told(_),
            "found": [_.plural("{count} place", "{count} places", number) for number in (1, 2)],
            "languages": [[code, LANGUAGE_NAMES[code]] for code in order],
            "texts": _("In the publications: {language}"),
            "passages": _("Among the passages"),
            "all": _("All of them in the evidence browser"),
        }
        site.write("search", language, "site/search.html.j2", told=told)
