"""The proof that no interviewee is named or quoted against what they agreed to, in any built file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from wsse_vision.home import Project
from wsse_vision.model import Problem
from wsse_vision.release.readable import texts, words
from wsse_vision.sources.bibliography import read_bibliography
from wsse_vision.sources.metadata import describe
from wsse_vision.sources.scan import scan

_WORKERS = 2
"""Processes that search, as many as the rule has threads."""

_RUN = 8
"""Words in a row that make a passage recognisable."""

_HANDWRITTEN = ("codebook.yaml", "indicators.yaml", "questionnaire.yaml", "workplan.yaml", "references.bib")

_REACH = 15
"""No name, place or run of words is longer than this and one more."""

Phrase = tuple[str, ...]


@dataclass
class Secrets:
    """What must not be found.

    ``names`` never; ``places`` (organisations, villages, countries) only where no public text says them as well;
    ``runs`` of words of internal interviews only where no public source has them.
    """

    names: set[Phrase] = field(default_factory=set)
    places: set[Phrase] = field(default_factory=set)
    runs: set[Phrase] = field(default_factory=set)
    public: list[Path] = field(default_factory=list)
    handwritten: list[Path] = field(default_factory=list)

    @cached_property
    def openings(self) -> frozenset[Phrase]:
        """The first two words of every run."""
        return frozenset(run[:2] for run in self.runs)

    @cached_property
    def excused(self) -> set[Phrase]:
        """Places and runs that public texts have, so that finding them betrays nobody."""
        known: set[Phrase] = set()
        for path in self.public:
            known |= _hits(_words_of(path), self)
        for path in self.handwritten:
            known |= _hits(_words_of(path), self) & self.places
        known |= _hits(_words_of_questions(self.handwritten), self)
        return known - self.names


def secrets_of(project: Project) -> Secrets:
    """Gather what the interviews of a project keep back."""
    found = Secrets()
    bibliography = read_bibliography(project.sources / "references.bib")
    for source in scan(project)[0]:
        text = project.extracts / source.id / "text.txt"
        if source.kind != "interview":
            found.public.append(text)
            continue
        described = describe(project, source, bibliography)
        for value in described.withheld:
            (found.names if value in described.named else found.places).update(_forms(value))
        if described.consent != "internal":
            found.public.append(text)
        elif text.is_file():
            found.runs.update(_runs(_words_of(text)))
    found.places -= found.names
    narrative = project.sources / "narrative"
    found.handwritten = [project.sources / name for name in _HANDWRITTEN]
    found.handwritten += sorted(narrative.glob("*.md")) if narrative.is_dir() else []
    return found


def leaks(project: Project, files: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem for each built file in which something kept back is found.

    The message names the place, not what was found there: it stands in a file that may be published.
    """
    secrets = secrets_of(project)
    secrets.excused  # noqa: B018  # worked out once, before the search is shared out
    named = [(path, path.relative_to(project.root).as_posix()) for path in files]
    with ProcessPoolExecutor(_WORKERS, initializer=_kept.append, initargs=(secrets,)) as pool:
        for (_path, shown), place in zip(named, pool.map(_first_place, named, chunksize=4), strict=True):
            if place is not None:
                yield _problem(shown, place, secrets)


_kept: list[Secrets] = []
"""In a process that searches: what it searches for."""


def _first_place(named: tuple[Path, str]) -> str | None:
    """Return the first place in a file (its path, and as it is shown) that holds what is kept back."""
    path, shown = named
    secrets = _kept[-1]
    for place, text in texts(path, shown):
        hits = _hits(list(_once(text)), secrets)
        if hits and not hits <= secrets.excused:
            # Whatever was passed over since is looked at again, so that each file is named.
            _lines.clear()
            return "its name" if place == shown and text == shown else place
    return None


_lines: dict[str, list[str]] = {}
"""In a process that searches: lines that were searched already, by their text, and the words at both their ends."""

_KNOWN = 100_000
"""Lines that are remembered, some 100 MB at most."""

_APART = ""
"""Stands for words that were searched before; no word is empty."""


def _once(text: str) -> Iterator[str]:
    """Yield the words of a text; of a line that was searched before only those that may begin or end a passage.

    The pages of a site have most of their lines in common. What is kept back may run over the end of a line, by as
    many words as the longest passage has; between them a line that was clean stays clean.
    """
    for line in text.split("\n"):
        ends = _lines.get(line)
        if ends is not None:
            yield from ends
            continue
        found = words(line)
        if len(_lines) >= _KNOWN:
            _lines.clear()
        _lines[line] = [*found[:_REACH], _APART, *found[-_REACH:]] if len(found) > 2 * _REACH else found
        yield from found


def _problem(shown: str, where: str, secrets: Secrets) -> Problem:
    if _hits(words(shown), secrets):
        shown, where = "outputs", "the name of a file or folder"
    return Problem(
        shown, "release", "consent", f"{shown}: {where} holds something that an interviewee keeps back",
        "take it out of the text that it came in by; `wsse-vision consent` lists the interviews",
    )  # fmt: skip


def _forms(value: str) -> Iterator[Phrase]:
    """Yield what stands for a value: its words, and for a name its first and last word either way round."""
    phrase = tuple(words(value))
    if len("".join(phrase)) < 4:
        return
    yield phrase
    if len(phrase) in (2, 3, 4) and not any(word.isdigit() for word in phrase) and "@" not in value:
        yield (phrase[0], phrase[-1])
        yield (phrase[-1], phrase[0])
        yield (*phrase[1:], phrase[0])


def _hits(found: list[str], secrets: Secrets) -> set[Phrase]:
    present = frozenset(found)
    likely = [phrase for phrase in secrets.names | secrets.places if present.issuperset(phrase)]
    joined = " " + " ".join(found) + " " if likely else ""
    hits = {phrase for phrase in likely if " " + " ".join(phrase) + " " in joined}
    # Two words in a row are quickly looked up and seldom match; only then are all eight compared.
    opened = secrets.openings.intersection(pairwise(found)) if secrets.runs else ()
    if opened:
        starts = [i for i, pair in enumerate(pairwise(found)) if pair in opened]
        hits |= {run for i in starts if (run := tuple(found[i : i + _RUN])) in secrets.runs}
    return hits


def _words_of(path: Path) -> list[str]:
    return words(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else []


def _words_of_questions(handwritten: list[Path]) -> list[str]:
    return [word for path in handwritten if path.name == "questionnaire.yaml" for word in _words_of(path)]


def _runs(found: list[str]) -> Iterator[Phrase]:
    """Yield every run of ``_RUN`` words."""
    return zip(*(found[start:] for start in range(_RUN)), strict=False)
