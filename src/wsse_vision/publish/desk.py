"""The desk at which publications are composed: everything they may draw on, read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment

from wsse_vision import fingerprint
from wsse_vision.config import Config
from wsse_vision.handwritten import or_default
from wsse_vision.home import Project
from wsse_vision.join.evidence import Evidence, Quote, Source
from wsse_vision.model import Language
from wsse_vision.publish import citations
from wsse_vision.publish.catalogue import Entry
from wsse_vision.publish.figures import concept_map, coverage, provenance, timeline, voices, votes
from wsse_vision.publish.figures.svg import Figure
from wsse_vision.publish.language import Words, catalogues, in_language, words_of
from wsse_vision.publish.markdown import environment
from wsse_vision.publish.reasons import in_words
from wsse_vision.sources.bibliography import Bibliography, read_bibliography
from wsse_vision.sources.codebook import Codebook, codebook_of
from wsse_vision.sources.questionnaire import Questionnaire, read_questionnaire
from wsse_vision.sources.workplan import Workplan, read_workplan

_LAYOUT = ("citation.csl", "publications/layout.md.j2")
"""Templates that the content of every publication is made with; those of one format count where it is written."""

FIGURES = ("concept-map", "coverage", "provenance", "timeline", "voices", "votes")
"""The names that a template or a narrative can call a figure by."""


@dataclass(slots=True)
class Inputs:
    """Everything that goes into one publication: name of the input and its hash, in a fixed order."""

    sources: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    settings: dict[str, object] = field(default_factory=dict)
    code: str = ""


class Desk:
    """What compositions share."""

    def __init__(self, project: Project, config: Config) -> None:
        self.project = project
        self.config = config
        self.evidence = Evidence(
            project.outputs / "evidence" / "evidence.sqlite", unreviewed=config.unreviewed == "show"
        )

    @cached_property
    def _words(self) -> dict[str, Words]:
        return {}

    def words(self, language: str) -> Words:
        """Return messages, dates and alphabet of a language."""
        if language not in self._words:
            self._words[language] = words_of(self.project, language)
        return self._words[language]

    @cached_property
    def _environments(self) -> dict[str, Environment]:
        return {}

    def environment(self, language: str) -> Environment:
        """Return the Jinja2 environment of a language, which keeps the templates that it has compiled."""
        if language not in self._environments:
            self._environments[language] = environment(self.project, self.words(language))
        return self._environments[language]

    def theme_names(self, language: str) -> dict[str, str]:
        """Return the names of the themes by id."""
        return {theme.id: in_language(theme.labels, language) for theme in self.evidence.themes}

    def theme_scopes(self, language: str) -> dict[str, tuple[str, str]]:
        """Return what belongs to each theme, by id: (language, text), in ``language`` where the codebook has it."""
        return {theme.id: theme.scope_in(language) for theme in self.codebook.themes}

    @cached_property
    def codebook(self) -> Codebook:
        """The themes and kinds with their names."""
        return codebook_of(self.project)

    @cached_property
    def workplan(self) -> Workplan:
        """The plan, empty for a project without one."""
        return or_default(read_workplan, self.project.sources / "workplan.yaml", Workplan())

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The questions, none for a project without them."""
        return or_default(read_questionnaire, self.project.sources / "questionnaire.yaml", Questionnaire())

    @cached_property
    def bibliography(self) -> Bibliography:
        """The works that sources and narratives name beside the sources."""
        return read_bibliography(self.project.sources / "references.bib")

    @cached_property
    def _works(self) -> list[dict[str, Any]]:
        return citations.of_bibliography(self.bibliography, "references.bib")

    def works_named(self, markdown: str, language: Language) -> list[dict[str, Any]]:
        """Return the sources and other works that a text may cite, as CSL items in a language."""
        keys = citations.could_be_cited(markdown)
        everything = "*" in keys
        sources = [source for source in self.evidence.sources if everything or source.id in keys]
        items = citations.of_sources(sources, self.words(language))
        own = {source.id for source in sources}
        return [*items, *(i for i in self._works if i["id"] not in own and (everything or i["id"] in keys))]

    def in_paragraphs(self, used: dict[str, Quote], language: str) -> list[dict[str, Any]]:
        """Return what readers may know of each quote that is used, by source and in its order there."""
        titles = {source.id: source.title for source in self.evidence.sources}
        themes = self.theme_names(language)
        kinds: dict[str, str] = {kind.id: in_language(kind.label, language) for kind in self.codebook.kinds}
        words, named = self.words(language), {**themes, **kinds}
        return [
            {
                **passage.as_json(titles[passage.quote.source], kinds, themes),
                "because": in_words(passage.because, words, named),
            }
            for passage in self.evidence.in_paragraphs(used.values())
        ]

    def sources_of(self, entry: Entry) -> list[Source]:
        """Return the sources that a publication draws on, those set aside included."""
        drawn = [source for source in self.evidence.sources if source.kind in entry.draws_on]
        if entry.workshop is None:
            return drawn
        return [source for source in drawn if source.kind != "workshop" or source.workshop == entry.workshop]

    def date_of(self, entry: Entry) -> str | None:
        """Return the date of publication: the config's, else the newest date of the sources it draws on."""
        dates = [str(s.metadata["date"]) for s in self.sources_of(entry) if s.metadata.get("date")]
        return self.config.date or max(dates, default=None)

    def draw(
        self,
        name: str,
        language: Language,
        _: Callable[[str], str],
        *,
        themes: Sequence[str] = (),
        narrative: str = "",
        most: int | None = None,
    ) -> Figure:
        """Return a figure by its name; raises ``LookupError`` for one that does not exist.

        ``themes`` are those that votes are shown of (none: all), ``narrative`` is the Markdown whose provenance is,
        ``most`` how many votes or trades the table has at most.
        """
        if name == "coverage":
            return coverage.draw(self.evidence, language, _)
        if name == "concept-map":
            return concept_map.draw(self.evidence, language, _)
        if name == "timeline":
            return timeline.draw(self.workplan, _)
        if name == "voices":
            return voices.draw(self.evidence, _, most)
        if name == "votes":
            return votes.draw(self.evidence, _, themes, most)
        if name == "provenance":
            return provenance.draw(self.evidence, narrative, coverage.columns(_), _)
        raise LookupError(f"figure: no figure is called {name!r}; figures are {', '.join(FIGURES)}")

    def inputs_of(self, entry: Entry, language: str) -> Inputs:
        """Return everything that goes into a publication, so that changes can be explained."""
        publication = self.config.publications[entry.slug]
        return Inputs(
            sources={s.id: s.key or s.state for s in self.sources_of(entry)},
            files={shown: fingerprint.of_files(paths) for shown, paths in self._files(entry, language).items()},
            settings={
                "title": self.config.title,
                "organisation": self.config.organisation,
                "date": self.config.date,
                "formats": self.config.formats_of(entry.slug),
                "paper": self.config.paper_of(entry.slug),
                "address": self.config.address,
                "quotes_per_theme": self.config.quotes_per_theme,
                "entries_listed": self.config.entries_listed_of(entry.slug),
                "unreviewed": self.config.unreviewed,
                "version": publication.version,
                "state": publication.state,
                "page_limit": self.config.page_limit_of(entry.slug),
            },
            code=fingerprint.of_stage("join") + fingerprint.of_stage("compose") + fingerprint.of_stage("extract"),
        )

    def _files(self, entry: Entry, language: str) -> dict[str, list[Path]]:
        sources = self.project.sources
        _language, narrative = self.project.narrative(entry.slug, language)
        named: dict[str, list[Path]] = {
            f"narrative/{narrative.name}": [narrative],
            "references.bib": [sources / "references.bib"],
            "codebook.yaml": [self.project.codebook],
        }
        for source in self.sources_of(entry):
            decisions = sources / "reviews" / f"{source.id}.yaml"
            if decisions.is_file():
                named[f"reviews/{source.id}.yaml"] = [decisions]
        for name in entry.files:
            path = sources / name
            named[name] = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        for name in (entry.template_name, *_LAYOUT):
            named[f"templates/{name}"] = [self.project.template(name)]
        if messages := catalogues(self.project, language):
            named[f"templates/locale/{language}"] = messages
        return named
