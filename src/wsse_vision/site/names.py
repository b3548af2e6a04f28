"""What pages call things: themes, kinds, sources and kinds of sources, in the language of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from wsse_vision.config import Config
from wsse_vision.home import SOURCE_FOLDERS, Project
from wsse_vision.join.evidence import Evidence, Source
from wsse_vision.model import Language
from wsse_vision.publish.html import source_page
from wsse_vision.publish.language import N_, in_language
from wsse_vision.sources.codebook import Codebook, codebook_of

SOURCE_KINDS = {
    "notebook": N_("Proposal notebooks"),
    "findhorn": N_("Assembly documents"),
    "workshop": N_("Workshop documents"),
    "interview": N_("Interviews"),
    "forum": N_("Forum archives"),
}
"""What the kinds of sources are called in headings."""

MEANINGS = {
    "value": N_("States a principle or an ethical value that should guide solidarity practice."),
    "practice": N_("Describes a concrete way, method or experience of practising."),
    "definition": N_("Says what a concept is or means."),
    "proposal": N_("Recommends, demands or plans an action."),
    "critique": N_("Criticises the dominant model or diagnoses a problem."),
    "policy": N_(
        "A proposal or statement in which law, tax, government or an international institution acts or is acted upon."
    ),
    "indicator": N_("Names a measure, or how something could be measured."),
    "question": N_("An open question for research or debate."),
}
"""What each kind of passage means, in the words of the readers' site."""


@dataclass(slots=True)
class Names:
    """The names of a project's themes, kinds and sources."""

    codebook: Codebook
    evidence: Evidence
    _scopes: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, evidence: Evidence) -> Names:
        """Return the names that the codebook and the dataset of a project give."""
        return cls(codebook_of(project), evidence)

    def themes(self, language: str) -> dict[str, str]:
        """Return the names of all themes in the order of the codebook."""
        return {theme.id: in_language(theme.labels, language) for theme in self.evidence.themes}

    def kinds(self, language: str) -> dict[str, str]:
        """Return the names of all kinds in the order of the codebook."""
        return {str(kind.id): in_language(kind.label, language) for kind in self.codebook.kinds}

    def scope(self, theme: str, language: str) -> tuple[str, str]:
        """Return (language, sentence): what belongs to a theme; both are empty where the codebook says nothing."""
        found = next((t for t in self.codebook.themes if t.id == theme), None)
        return found.scope_in(language) if found else ("", "")

    @property
    def sources(self) -> dict[str, Source]:
        """The sources whose evidence is shown, by id."""
        return {source.id: source for source in self.evidence.sources if source.state == "used"}

    @property
    def source_kinds(self) -> list[str]:
        """The kinds of sources that there are."""
        found = {source.kind for source in self.sources.values()}
        return [kind for kind in SOURCE_FOLDERS.values() if kind in found]


def region_of(source: Source) -> str:
    """Return the region of an interview, where the person who spoke allows it to be known; else nothing."""
    return str(source.metadata.get("region") or "") if source.kind == "interview" else ""


def element_address(config: Config, language: Language) -> Callable[[str, str], str]:
    """Return a function that gives the address of (source, element) as seen from ``outputs/``."""

    pages: dict[str, str] = {}

    def address(source: str, element: str) -> str:
        if source not in pages:
            pages[source] = config.index_pages(f"evidence/{source_page(source)}")[language]
        return f"{pages[source]}#e-{element}"

    return address
