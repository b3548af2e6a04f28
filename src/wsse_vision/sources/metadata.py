"""What is known about a source: sidecar first, then its BibTeX entry, then the document itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wsse_vision.home import Project
from wsse_vision.model import Consent, Problem
from wsse_vision.sources import polis
from wsse_vision.sources.bibliography import Bibliography
from wsse_vision.sources.scan import SourceFile
from wsse_vision.sources.sidecar import IDENTIFYING, Sidecar, read_sidecar

_NEVER_PUBLISHED = frozenset({"name", "email", "phone", "address", "note"})
_NAMING = ("name", "email", "phone", "address", "authors")
_OF_ANONYMOUS = frozenset(
    {"title", "subtitle", "date", "language", "status", "abstract", "themes", "cites", "consent", "region", "gender",
     "trade", "organisation_type"}
)  # fmt: skip
"""What an interview under anonymity keeps; everything else that a sidecar may say could identify."""


@dataclass(frozen=True, slots=True)
class Described:
    """A source with what its sidecar and bibliography say; ``withheld`` are words that must not appear, and
    ``named`` those of them that point to one person wherever they stand.

    ``given`` holds only what may be published under the source's consent (null for sources that are no interviews).
    """

    source: SourceFile
    given: dict[str, Any]
    consent: Consent | None
    withheld: tuple[str, ...]
    named: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)


def describe(project: Project, source: SourceFile, bibliography: Bibliography) -> Described:
    """Return what sidecar and bibliography say about ``source``; the sidecar's mistakes are its problems."""
    sidecar = Sidecar()
    mistakes: list[str] = []
    refused: list[str] = []
    if source.sidecar:
        sidecar, mistakes, refused = read_sidecar(project.root / source.sidecar, source.sidecar)
    problems = [
        Problem(source.id, "sources", "bad-sidecar", mistake, "mend the line; the rest of the sidecar was used")
        for mistake in mistakes
    ]
    given: dict[str, Any] = {
        **polis.about(project.root / source.path),
        **bibliography.metadata(source.id),
        **sidecar.model_dump(exclude_none=True, exclude_defaults=True),
    }
    if source.kind != "interview":
        given = {key: value for key, value in given.items() if key not in _NEVER_PUBLISHED}
        return Described(source, given, None, (), problems=problems)
    consent: Consent = sidecar.consent or "internal"
    withheld = _withheld(given, refused) if consent != "public" else _withheld_always(given)
    named = frozenset(str(value) for key in _NAMING for value in given.get(key, []))
    return Described(source, _publishable(given, consent), consent, withheld, named & set(withheld), problems)


def merged(described: Described, own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata of a source: what is given, completed by what the document says of itself.

    Of an interview that is not public the document's own author and title are not taken: word processors write the
    typist's or speaker's name there.
    """
    secret = described.consent in ("anonymous", "internal")
    completed = {k: v for k, v in own.items() if v and not (secret and k not in ("language", "date"))}
    metadata = {**completed, **described.given}
    if described.consent is not None:
        metadata["consent"] = described.consent
    return metadata


def unknown_names(described: Described, themes: frozenset[str], keys: frozenset[str]) -> list[Problem]:
    """Return a problem for each theme that the codebook does not have and each citation key that leads nowhere."""
    source, given = described.source, described.given
    wanted = [*given.get("cites", []), *([given["stands_for"]] if given.get("stands_for") else [])]
    return [
        Problem(
            source.id,
            "sources",
            "unknown-theme",
            f"{source.sidecar}: theme {theme!r} is not in the codebook; it was ignored",
            f"themes are: {', '.join(sorted(themes))}",
        )
        for theme in given.get("themes", [])
        if theme not in themes
    ] + [
        Problem(
            source.id,
            "sources",
            "unknown-citation",
            f"{source.sidecar}: citation key {key!r} is not in references.bib",
            "add the entry to sources/references.bib or correct the key",
        )
        for key in wanted
        if key not in keys
    ]


def _withheld(given: dict[str, Any], refused: list[str]) -> tuple[str, ...]:
    values = [str(value) for key in IDENTIFYING for value in given.get(key, [])]
    return tuple(sorted({*values, *refused}))


def _withheld_always(given: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(str(v) for key in ("name", "email", "phone", "address") for v in given.get(key, [])))


def _publishable(given: dict[str, Any], consent: Consent) -> dict[str, Any]:
    if consent == "public":
        return {key: value for key, value in given.items() if key not in _NEVER_PUBLISHED}
    return {key: value for key, value in given.items() if key in _OF_ANONYMOUS}
