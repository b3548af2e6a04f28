"""The proof that no interviewee is named or quoted against what they agreed to, in any built file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wsse_vision.home import Project
from wsse_vision.model import Problem
from wsse_vision.release.readable import texts, words
from wsse_vision.sources.bibliography import Bibliography
from wsse_vision.sources.metadata import describe
from wsse_vision.sources.scan import scan

_RUN = 8
"""Words in a row that make a passage recognisable."""

Phrase = tuple[str, ...]


@dataclass(slots=True)
class Secrets:
    """What must not be found: phrases (names, addresses ...) and runs of words of internal interviews.

    ``shared`` are phrases and runs that a public source says too, so that finding them betrays nobody.
    """

    phrases: dict[Phrase, str] = field(default_factory=dict)
    runs: dict[Phrase, str] = field(default_factory=dict)
    public: list[Path] = field(default_factory=list)


def secrets_of(project: Project) -> Secrets:
    """Gather what the interviews of a project keep back."""
    found = Secrets()
    for source in scan(project)[0]:
        text = project.extracts / source.id / "text.txt"
        if source.kind != "interview":
            found.public.append(text)
            continue
        described = describe(project, source, Bibliography())
        for value in described.withheld:
            phrase = tuple(words(value))
            if phrase and len("".join(phrase)) > 3:
                found.phrases[phrase] = source.id
        if described.consent != "internal":
            found.public.append(text)
        elif text.is_file():
            found.runs.update(dict.fromkeys(_runs(words(text.read_text(encoding="utf-8"))), source.id))
    folder = project.sources / "narrative"
    found.public += sorted(folder.glob("*.md")) if folder.is_dir() else []
    found.public.append(project.sources / "questionnaire.yaml")
    return found


def leaks(project: Project, files: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem for each built file in which something kept back is found.

    The message names the place, not what was found there: it stands in a file that may be published.
    """
    secrets = secrets_of(project)
    public: set[Phrase] | None = None
    for path in files:
        for place, text in texts(path):
            hits = set(_hits(words(text), secrets))
            if not hits:
                continue
            if public is None:
                public = _public(secrets)
            for _hit in sorted(hits - public)[:1]:
                shown = path.relative_to(project.root).as_posix()
                yield Problem(
                    shown,
                    "release",
                    "consent",
                    f"{shown}: {place} holds something that an interviewee keeps back",
                    "run `wsse-vision consent` to see which interview; take the words out of the source "
                    "or narrative they came in by",
                )


def _hits(found: list[str], secrets: Secrets) -> Iterator[Phrase]:
    joined = " " + " ".join(found) + " "
    for phrase in secrets.phrases:
        if " " + " ".join(phrase) + " " in joined:
            yield phrase
    if secrets.runs:
        for run in _runs(found):
            if run in secrets.runs:
                yield run


def _public(secrets: Secrets) -> set[Phrase]:
    """Return the secrets that are said in public texts as well: a country, a sentence of the questionnaire."""
    known: set[Phrase] = set()
    for path in secrets.public:
        if path.is_file():
            known.update(_hits(words(path.read_text(encoding="utf-8", errors="replace")), secrets))
    return known


def _runs(found: list[str]) -> Iterator[Phrase]:
    for start in range(len(found) - _RUN + 1):
        yield tuple(found[start : start + _RUN])
