"""``codebook.yaml``: themes, kinds and what tells them, described once; everything about coding that is
data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BeforeValidator, Field, field_validator

from wsse_vision import fingerprint, handwritten
from wsse_vision.files import sha256, write_text
from wsse_vision.handwritten import Record
from wsse_vision.home import Project
from wsse_vision.model import HandwrittenError, Language
from wsse_vision.sources.cuelanguage import PatternError, is_word, parse
from wsse_vision.yamlfile import Place, load

Kind = Literal["value", "practice", "definition", "proposal", "critique", "policy", "indicator", "question"]
"""The kinds of elements, as in ``model.KINDS`` (a test keeps the two equal)."""

SectionRole = Literal[
    "diagnosis", "vision", "practice", "proposals", "actors", "agreements", "disagreements", "questions",
    "indicators",
    "synthesis", "bibliography", "thanks", "contents",
]  # fmt: skip
"""What a part of a document is for."""

Genre = Literal["notebook", "findhorn", "workshop", "interview", "forum"]
"""Kind of source, as in ``model.SourceKind``."""

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Phrase = Annotated[str, Field(min_length=1, pattern=r"\w")]
Labels = dict[Language, Phrase]


def _as_term(value: Any) -> Any:
    return {"term": value} if isinstance(value, str) else value


def _as_labels(value: Any) -> Any:
    return ({"en": value} if value.strip() else {}) if isinstance(value, str) else value


def _as_cue(value: Any) -> Any:
    return {"cue": value} if isinstance(value, str) else value


Of = TypeVar("Of")


def in_language(by_language: Mapping[Language, Of], language: str) -> Of | None:
    """Return what a record holds for ``language``, if anything."""
    return next((value for key, value in by_language.items() if key == language), None)


class CodebookError(Exception):
    """An example of the codebook does not hold; a line of the message for each."""


class Term(Record):
    """A word or phrase; plain text stands for a mapping with the key ``term`` alone."""

    term: Phrase = Field(description="The word or phrase, in its base form.")
    match: Literal["stem", "lemma", "exact"] = Field(
        "stem",
        description="Compared by stem (any inflection), lemma, or as written (case and accents aside).",
    )
    gap: int = Field(0, ge=0, le=8, description="Most other words between any two words of the term.")
    weight: float = Field(
        1.0,
        gt=0,
        le=5,
        description="Strength. A theme needs 1; less counts with another term or with a theme of the source.",
    )
    unless: list[str] = Field([], description="Cues that exclude the term when they occur in the same sentence.")
    hit: list[str] = Field([], description="Examples that must match.")
    miss: list[str] = Field([], description="Examples that must not match.")


class Cue(Record):
    """A pattern that speaks for a kind; plain text stands for a mapping with the key ``cue`` alone."""

    cue: str = Field(min_length=1, description="The pattern, in the cue language.")
    hit: list[str] = Field([], description="Examples that must match.")
    miss: list[str] = Field([], description="Examples that must not match.")


class CueGroup(Record):
    """Cues of one weight."""

    weight: float = Field(ge=-5, le=5, description="What a match adds to the kind; below 0 it speaks against it.")
    where: list[str] = Field(
        [],
        description="Counts only here: `item`, `cell`, `labelled`, section roles, kinds of source.",
    )
    unless: list[str] = Field(
        [], description="Cues that cancel those of the group when they occur in the same sentence."
    )
    cues: list[Annotated[Cue, BeforeValidator(_as_cue)]] = Field(min_length=1, description="The patterns.")

    @field_validator("where")
    @classmethod
    def _where(cls, value: list[str]) -> list[str]:
        for place in value:
            if place not in PLACES:
                raise ValueError(f"unknown place {place!r} (allowed: {', '.join(PLACES)})")
        return value


PLACES: tuple[str, ...] = (
    "item", "cell", "labelled", "paragraph", "note", "quote", *get_args(SectionRole), *get_args(Genre),
)  # fmt: skip
"""What ``where`` of a group of cues may name."""

Terms = Annotated[list[Annotated[Term, BeforeValidator(_as_term)]], Field(min_length=1)]


class Theme(Record):
    """A theme and the terms that speak of it."""

    id: Identifier = Field(description="Stable name in files.")
    label: Labels = Field(min_length=1, description="Name for readers, by language.")
    scope: Annotated[dict[Language, str], BeforeValidator(_as_labels)] = Field(
        {}, description="What belongs here and what does not, in a sentence, by language; plain text is English."
    )
    terms: dict[Language, Terms] = Field(min_length=1, description="Terms by language.")
    weak: dict[Language, Terms] = Field(
        {}, description="Terms of half the weight, by language: they count together or with a prior."
    )

    def scope_in(self, language: str) -> tuple[str, str]:
        """Return (language, scope): in ``language``, else in English, else in any there is; empty where none is."""
        for wanted in (language, "en", *self.scope):
            found = in_language(self.scope, wanted)
            if found:
                return wanted, found
        return "", ""

    def terms_in(self, language: str) -> list[Term]:
        """Return all terms for ``language``, the weak ones at half their weight."""
        weak = in_language(self.weak, language) or []
        halved = [term.model_copy(update={"weight": term.weight / 2}) for term in weak]
        return [*(in_language(self.terms, language) or []), *halved]


class KindRules(Record):
    """A kind and the cues that speak for it."""

    id: Kind = Field(description="Name of the kind.")
    label: Labels = Field(min_length=1, description="Name for readers, by language.")
    meaning: str = Field("", description="What it means, in a sentence.")
    cues: dict[Language, list[CueGroup]] = Field({}, description="Cues by language.")


class Section(Record):
    """How the part of a document with a certain heading is read."""

    role: SectionRole = Field(description="What the part is for.")
    skip: bool = Field(False, description="`true`: nothing in it is an element.")
    prior: dict[Kind, float] = Field({}, description="What standing in it adds to each kind.")
    headings: dict[Language, list[Phrase]] = Field(
        {}, description="Words of its heading, by language; compared by stem."
    )


class Codebook(Record):
    """Everything that coding goes by."""

    themes: list[Theme] = Field(min_length=1, description="The themes.")
    kinds: list[KindRules] = Field([], description="The kinds.")
    actors: dict[Language, list[Annotated[Term, BeforeValidator(_as_term)]]] = Field(
        {}, description="Law, tax, State and international institutions: with them a proposal becomes policy."
    )
    sections: list[Section] = Field([], description="Parts of documents by their headings.")
    sources: dict[Genre, dict[Kind, float]] = Field(
        {}, description="What each kind of source adds to each kind of element."
    )
    labelled: dict[Kind, float] = Field({}, description="What a number of its own adds to each kind.")
    numbered: dict[Language, list[Phrase]] = Field({}, description="Words that stand before a proposal's number.")
    learned: bool = Field(
        True, description="Whether kinds are weighed by what was learned from labelled texts, or by the cues alone."
    )
    boilerplate: dict[Language, list[Annotated[Cue, BeforeValidator(_as_cue)]]] = Field(
        {}, description="Sentences with such a cue are no elements."
    )
    notices: dict[Language, list[Phrase]] = Field(
        {}, description="Beginnings of sentences about the text itself; those are passed over, whatever they say."
    )
    lists: dict[Language, dict[Identifier, list[str]]] = Field(
        {}, description="Lists of words for use in cues as `<name>`."
    )

    def theme_ids(self) -> frozenset[str]:
        """Return the ids of the themes."""
        return frozenset(theme.id for theme in self.themes)


def read_codebook(path: Path, name: str | None = None) -> Codebook:
    """Read and check a codebook; raises ``HandwrittenError`` with every mistake as ``file:line: what``."""
    codebook = handwritten.read(path, Codebook, name)
    mistakes = list(_mistakes(codebook))
    if mistakes:
        _, lines = load(path)
        raise HandwrittenError([f"{name or path.name}:{_line(place, lines)}: {what}" for place, what in mistakes])
    return codebook


_CHECKED = "codebook.json"
"""In ``.build/``: the codebook as it was checked, below a hash over its file and the code that checks."""


def codebook_of(project: Project) -> Codebook:
    """Return the codebook of a project, see ``read_codebook``.

    Every stage asks for it, and checking it takes three times as long as reading what was checked before.
    """
    path = project.build / _CHECKED
    key = sha256(project.codebook.read_bytes() + fingerprint.of_stage("sources").encode())
    try:
        before, checked = path.read_text(encoding="utf-8").split("\n", 1)
        if before == key:
            return Codebook.model_validate_json(checked)
    except (OSError, ValueError):
        pass  # it was not checked yet, or what was written of it is no more what it was
    codebook = read_codebook(project.codebook)
    write_text(path, f"{key}\n{codebook.model_dump_json()}\n")
    return codebook


def _line(place: Place, lines: dict[Place, int]) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _mistakes(codebook: Codebook) -> Iterator[tuple[Place, str]]:
    """Yield what no record can see by itself: names given twice and patterns that do not compile."""
    for key, names in (
        ("themes", [theme.id for theme in codebook.themes]),
        ("kinds", [kind.id for kind in codebook.kinds]),
        ("sections", [section.role for section in codebook.sections]),
    ):
        for position, name in enumerate(names):
            if name in names[:position]:
                yield (key, position), f"{key}.{position}: {name!r} is there twice"
    yield from _wrong_patterns(codebook)


def patterns(codebook: Codebook) -> Iterator[tuple[Place, str, str]]:
    """Yield (place in the file, language, pattern) for every pattern of ``codebook``."""
    for t, theme in enumerate(codebook.themes):
        yield from _excluding(("themes", t, "terms"), theme.terms)
        yield from _excluding(("themes", t, "weak"), theme.weak)
    for k, kind in enumerate(codebook.kinds):
        for language, groups in kind.cues.items():
            for g, group in enumerate(groups):
                place: Place = ("kinds", k, "cues", language, g)
                yield from (((*place, "cues", i), language, cue.cue) for i, cue in enumerate(group.cues))
                yield from (((*place, "unless", i), language, cue) for i, cue in enumerate(group.unless))
    yield from _excluding(("actors",), codebook.actors)
    for language, cues in codebook.boilerplate.items():
        yield from ((("boilerplate", language, i), language, cue.cue) for i, cue in enumerate(cues))


def _excluding(place: Place, terms: Mapping[Language, list[Term]]) -> Iterator[tuple[Place, str, str]]:
    for language, own in terms.items():
        for i, term in enumerate(own):
            yield from (((*place, language, i, "unless", j), language, cue) for j, cue in enumerate(term.unless))


def _wrong_patterns(codebook: Codebook) -> Iterator[tuple[Place, str]]:
    for place, language, source in patterns(codebook):
        try:
            parse(source, in_language(codebook.lists, language) or {})
        except PatternError as error:
            yield place, str(error)
    for language, named in codebook.lists.items():
        for name, words in named.items():
            for position, word in enumerate(words):
                if not is_word(word):
                    yield ("lists", language, name, position), f"{word!r} is not one word"
