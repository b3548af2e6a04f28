"""``config.yaml``: the one description of every setting, its default and its meaning.

The JSON schema (``docs/config.schema.json``) and the reference table (``docs/config.md``) are made from here.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import AfterValidator, Field, field_validator

from wsse_vision import handwritten
from wsse_vision.handwritten import Record
from wsse_vision.model import Format, HandwrittenError, Language
from wsse_vision.yamlfile import YamlError, load

State = Literal["draft", "final"]
Paper = Literal["a4", "letter"]

SLUGS = (
    "vision-elements",
    "cartography",
    "interviews",
    "indicators",
    "workshop-1",
    "workshop-2",
    "workshop-3",
    "workshop-4",
    "workshops-and-interviews",
    "work-plan",
    "synthesis",
)
"""The eleven publications, in the order in which the index lists them."""

FORMATS: tuple[Format, ...] = ("pdf", "html", "epub")

OVERRIDES = "WSSE_VISION_SET"
"""Environment variable through which the workflow hands ``snakemake --config`` settings to its jobs (YAML)."""

_VERSION = re.compile(r"[0-9]+(\.[0-9]+){1,2}\Z")


def _no_date(text: str) -> str:
    raise ValueError(f"{text!r} is no date; write YYYY-MM-DD")


def _once_each(values: list[Any]) -> list[Any]:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"{', '.join(twice)} is named twice")
    return values


Languages = Annotated[list[Language], Field(min_length=1), AfterValidator(_once_each)]
Formats = Annotated[list[Format], Field(min_length=1), AfterValidator(_once_each)]


class Publication(Record):
    """Settings of one publication."""

    version: str = Field("0.1", description="Version number, two or three numbers with dots, in quotes.")
    state: State = Field("draft", description="`draft` or `final`; shown on the cover.")
    languages: Languages | None = Field(
        None, description="Languages it is built in; default: the top-level `languages`."
    )
    formats: Formats | None = Field(None, description="Formats it is built in; default: the top-level `formats`.")
    paper: Paper | None = Field(None, description="Paper size of its PDF; default: the top-level `paper`.")
    entries_listed: int | None = Field(
        None, ge=1, description="Rows of its lists and tables; default: the top-level `entries_listed`."
    )
    page_limit: int | None = Field(
        None,
        ge=1,
        description="Most pages that its PDF may have; more is a problem. Default: 15 for `synthesis`, else none.",
    )

    @field_validator("version")
    @classmethod
    def _version(cls, value: str) -> str:
        if not _VERSION.match(value):
            raise ValueError(f"{value!r} is no version number; write two or three numbers such as '0.1' or '1.2.0'")
        return value


class Config(Record):
    """The settings of a project folder. Every key has a default, so the file may be empty."""

    title: str = Field("A vision of a solidarity socioeconomy", description="Name of the project, on every cover.")
    organisation: str = Field("", description="Who publishes: workgroup, network or association.")
    address: str = Field(
        "",
        description="Web address of the readers' site, `https://…/`, for feeds, sitemap and citations; default: none, "
        "and the site opens from anywhere.",
    )
    license: str = Field(
        "",
        description="Licence of the texts, for citations and archives: an SPDX identifier such as `CC-BY-SA-4.0`, or a "
        "web address; default: none is stated, and readers have to ask.",
    )
    date: str | None = Field(
        None, description="Date of publication, `YYYY-MM-DD`; default: the newest date among the sources."
    )
    languages: Languages = Field(["en"], description="Languages that publications are built in.")
    formats: Formats = Field(["pdf", "html", "epub"], description="Formats that publications are built in.")
    paper: Paper = Field("a4", description="Paper size of the PDFs, `a4` or `letter`.")
    strict: bool = Field(False, description="`true`: the run fails when a source had to be set aside.")
    batches: int = Field(
        2,
        ge=1,
        le=4096,
        description="Groups in which documents are worked on; as many as cores, or more on a cluster.",
    )
    quotes_per_theme: int = Field(
        6,
        ge=1,
        description="Most quotes that a publication shows of one kind for one theme; it says how many more there are.",
    )
    entries_listed: int = Field(
        60,
        ge=1,
        description="Most rows of a list or table that would grow with the number of sources (annex, interviews, "
        "votes); documents with a part of their own are a third as many, the lines of each a fifth. Each list says how "
        "many more there are and leads to them.",
    )
    browser_elements: int = Field(
        20_000,
        ge=1,
        description="Most elements that the evidence browser of the site loads: the foremost of each source and theme. "
        "All stand on the pages of their sources.",
    )
    unreviewed: Literal["show", "hide"] = Field(
        "show", description="Whether elements that nobody has reviewed appear in publications (marked as such)."
    )
    publications: dict[str, Publication] = Field(
        {slug: Publication() for slug in SLUGS},
        description="What is built, with settings for each; a list of names is enough. Default: all eleven.",
    )

    @field_validator("address")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not re.match(r"https?://[^\s/]+(/\S*)?\Z", value):
            raise ValueError(f"{value!r} is no web address; write one such as 'https://example.org/vision/'")
        return f"{value.rstrip('/')}/" if value else ""

    @field_validator("license")
    @classmethod
    def _license(cls, value: str) -> str:
        if value and not re.match(r"([A-Za-z0-9][A-Za-z0-9.+-]*|https?://[^\s/]+(/\S*)?)\Z", value):
            raise ValueError(
                f"{value!r} is no licence; write an SPDX identifier such as 'CC-BY-SA-4.0' or a web address"
            )
        return value

    @field_validator("date", mode="before")
    @classmethod
    def _date(cls, value: Any) -> Any:
        if value is None:
            return None
        text = str(value)
        try:
            return date.fromisoformat(text).isoformat() if len(text) == 10 else _no_date(text)
        except ValueError:
            return _no_date(text)

    @field_validator("publications", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        if isinstance(value, list):
            value = {str(name): {} for name in value}
        if isinstance(value, dict):
            unknown = [str(slug) for slug in value if slug not in SLUGS]
            if unknown:
                raise ValueError(f"unknown publication {', '.join(unknown)} (allowed: {', '.join(SLUGS)})")
            return {slug: {} if settings is None else settings for slug, settings in value.items()}
        return value

    def languages_of(self, slug: str) -> list[Language]:
        """Return the languages that publication ``slug`` is built in."""
        return self.publications[slug].languages or self.languages

    def formats_of(self, slug: str) -> list[Format]:
        """Return the formats that publication ``slug`` is built in."""
        return self.publications[slug].formats or self.formats

    def paper_of(self, slug: str) -> Paper:
        """Return the paper size that publication ``slug`` is printed on."""
        return self.publications[slug].paper or self.paper

    def entries_listed_of(self, slug: str) -> int:
        """Return how many rows a list or table of publication ``slug`` shows at most."""
        return self.publications[slug].entries_listed or self.entries_listed

    def page_limit_of(self, slug: str) -> int | None:
        """Return the page limit of publication ``slug``, or ``None``."""
        limit = self.publications[slug].page_limit
        return 15 if limit is None and slug == "synthesis" else limit

    def index_pages(self, name: str = "index") -> dict[Language, str]:
        """Return the file of page ``name`` of the site in each language of any publication.

        The first language has ``<name>.html``, the others ``<name>.<language>.html``.
        """
        built = [language for slug in self.slugs() for language in self.languages_of(slug)]
        order = [language for language in get_args(Language) if language in built and language != self.languages[0]]
        return {self.languages[0]: f"{name}.html", **{language: f"{name}.{language}.html" for language in order}}

    def slugs(self) -> list[str]:
        """Return the publications to build, in the order of ``SLUGS``."""
        return [slug for slug in SLUGS if slug in self.publications]


def read_config(project: Path) -> Config:
    """Read ``config.yaml`` of a project folder, with the settings that the workflow hands over on top.

    Raises ``HandwrittenError``. A folder without the file has the defaults.
    """
    path = project / "config.yaml"
    try:
        data, lines = load(path) if path.is_file() else (None, {})
    except YamlError as error:
        raise HandwrittenError([f"config.yaml:{error.line}: {error.message}"]) from None
    data = {} if data is None else data
    overrides = yaml.safe_load(os.environ.get(OVERRIDES, "")) or {}
    if isinstance(data, dict):
        data = {**data, **overrides}
    return handwritten.check(data, lines, Config, "config.yaml")
