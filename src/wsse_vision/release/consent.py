"""The proof that no interviewee is named or quoted against what they agreed to, in any built file."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, dropwhile
from pathlib import Path

from wsse_vision import fingerprint
from wsse_vision.digests import Digests
from wsse_vision.files import json_text, read_json, sha256, write_json
from wsse_vision.home import Project
from wsse_vision.model import Problem
from wsse_vision.release.blocks import Blocks
from wsse_vision.release.readable import parts
from wsse_vision.release.searching import RUN, Phrase, Search, Wanted, words
from wsse_vision.sources.bibliography import read_bibliography
from wsse_vision.sources.metadata import describe
from wsse_vision.sources.scan import scan

_WORKERS = 2
"""Processes that search, as many as the rule has threads."""

_File = tuple[Path, str, list[str]]
"""A built file: its path, as it is shown, and the hashes of those of its blocks that were clean."""

_HANDWRITTEN = ("codebook.yaml", "indicators.yaml", "questionnaire.yaml", "workplan.yaml", "references.bib")


@dataclass
class Secrets:
    """What must not be found.

    ``names`` never; ``places`` (organisations, villages, countries) only where no public text says them as well;
    ``runs`` of words of internal interviews only where no public source has them.
    """

    names: set[Phrase] = field(default_factory=set)
    places: set[Phrase] = field(default_factory=set)
    runs: set[Phrase] = field(default_factory=set)
    excused: set[Phrase] = field(default_factory=set)
    public: list[Path] = field(default_factory=list)
    handwritten: list[Path] = field(default_factory=list)

    @cached_property
    def wanted(self) -> Wanted:
        """All of it, as it is searched for; asked for when all of it is known."""
        return Wanted(frozenset(self.names | self.places), frozenset(self.runs))

    @property
    def key(self) -> str:
        """A hash over what must not be found and how it is searched for (SHA-256, hexadecimal)."""
        digest = hashlib.sha256(fingerprint.of_stage("release").encode())
        for phrases in (self.names, self.places, self.runs):
            digest.update(b"\1")
            for phrase in sorted(phrases):
                digest.update(" ".join(phrase).encode() + b"\0")
        return digest.hexdigest()

    def excuse(self, memory: Memory) -> None:
        """Find the places and runs that public texts have, so that finding them betrays nobody."""
        known: set[Phrase] = set()
        for path in self.public:
            known |= memory.hits(path, self)
        for path in self.handwritten:
            known |= memory.hits(path, self) & self.places
        known |= self.wanted.hits(_words_of_questions(self.handwritten))
        self.excused = known - self.names
        memory.judge(self.excused)


class Memory:
    """What was searched by earlier runs for the same: texts with what was found in them, built files that were clean,
    of long ones the blocks.

    All are known by a hash over their content, so that a search costs in step with what changed.
    """

    def __init__(self, path: Path, key: str) -> None:
        """Remember what is written at ``path``, unless that was a search for something else."""
        self._path, self._key = path, key
        kept = read_json(path) if path.is_file() else {}
        kept = kept if kept.get("key") == key else {}
        self._before: dict[str, list[list[str]]] = kept.get("texts", {})
        self._texts: dict[str, list[list[str]]] = {}
        self._kept = kept
        self._excused = ""
        self.clean: set[str] = set()
        self.blocks: dict[str, list[str]] = {}

    def hits(self, path: Path, secrets: Secrets) -> set[Phrase]:
        """Return what a text has of that which must not be found."""
        if not path.is_file():
            return set()
        content = path.read_bytes()
        digest = sha256(content)
        found = self._before.get(digest)
        if found is None:
            found = sorted(list(hit) for hit in secrets.wanted.hits(_words_of(content)))
        self._texts[digest] = found
        return {tuple(hit) for hit in found}

    def judge(self, excused: set[Phrase]) -> None:
        """Remember the files and blocks that were clean, which they still are if the same is excused."""
        self._excused = sha256(json_text(sorted(excused)))
        if self._kept.get("excused") == self._excused:
            self.clean = set(self._kept["clean"])
            self.blocks = {file: blocks.split() for file, blocks in self._kept["blocks"].items()}

    def keep(self, clean: Mapping[str, str], *, others: bool) -> None:
        """Write down what was searched, the hashes of files that were ``clean`` by their names, and those of their
        blocks. There may be ``others``, of which nothing is known to have changed.
        """
        hashes = {*clean.values(), *(self.clean if others else ())}
        blocks = {
            file: " ".join(found) for file, found in sorted(self.blocks.items()) if found and (others or file in clean)
        }
        said = {"key": self._key, "excused": self._excused, "texts": self._texts, "clean": sorted(hashes)}
        write_json(self._path, {**said, "blocks": blocks})


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
            found.runs.update(_runs(text.read_text(encoding="utf-8")))
    found.places -= found.names
    narrative = project.sources / "narrative"
    found.handwritten = [project.sources / name for name in _HANDWRITTEN]
    found.handwritten += sorted(narrative.glob("*.md")) if narrative.is_dir() else []
    return found


def leaks(project: Project, files: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem for each built file in which something kept back is found."""
    yield from (problem for _path, problem in breaches(project, files))


def breaches(project: Project, files: Iterable[Path], digests: Digests | None = None) -> Iterator[tuple[Path, Problem]]:
    """Yield each built file in which something kept back is found, and the problem that this is.

    The message names the place, not what was found there: it stands in a file that may be published. Whoever gives
    ``digests`` gives all files that there are: others are forgotten.
    """
    secrets = secrets_of(project)
    memory = Memory(project.build / "searched.json", secrets.key)
    secrets.excuse(memory)
    named = [(path, path.relative_to(project.root).as_posix()) for path in files]
    contents = digests or Digests(project.build / "digests.json")
    keys = {shown: sha256(f"{shown}\0{contents.of(path)}") for path, shown in named}
    left = [(path, shown, memory.blocks.get(shown, [])) for path, shown in named if keys[shown] not in memory.clean]
    with ProcessPoolExecutor(_WORKERS, initializer=_begin, initargs=(secrets,)) as pool:
        for path, shown, place, blocks in chain.from_iterable(pool.map(_search_all, _alike(left))):
            if place is None:
                memory.blocks[shown] = blocks
            else:
                del keys[shown]
                yield path, _problem(shown, place, secrets)
    memory.keep(keys, others=digests is None)


def _alike(files: Iterable[_File]) -> list[list[_File]]:
    """Return files in groups for a process each: together what mostly says the same, a page in its languages and the
    data of a folder.

    The largest come first, so that no process is left alone with one of them at the end.
    """
    groups: dict[Path, list[_File]] = {}
    for file in files:
        folder = file[0].parent
        groups.setdefault(folder / file[0].name.split(".")[0] if file[0].suffix == ".html" else folder, []).append(file)
    return sorted(groups.values(), key=lambda group: -sum(file[0].stat().st_size for file in group))


def discreet(project: Project, problems: list[Problem]) -> list[Problem]:
    """Return problems with those that name an interviewee reduced to what is wrong; they are published as well."""
    names = secrets_of(project).names if problems else set()
    return [_unnamed(problem) if _names(problem, names) else problem for problem in problems]


def _names(problem: Problem, names: set[Phrase]) -> bool:
    said = f" {' '.join(words(' . '.join((problem.source, problem.message, problem.hint))))} "
    return any(f" {' '.join(name)} " in said for name in names)


def _unnamed(problem: Problem) -> Problem:
    message = f"{problem.code}, in words that an interviewee keeps back (the log in .build/logs tells where)"
    return Problem("sources", problem.stage, problem.code, message)


_searches: list[Search] = []
"""In a process that searches: what for, and what it knows already."""


def _begin(secrets: Secrets) -> None:
    _searches[:] = [Search(secrets.wanted.but(secrets.excused))]


def _search_all(files: list[_File]) -> list[tuple[Path, str, str | None, list[str]]]:
    """Return with each file the first place in it that holds what is kept back, and its blocks."""
    found = []
    for path, shown, clean in files:
        blocks = Blocks(clean, _searches[0].wanted.reach)
        found.append((path, shown, _first_place(path, shown, blocks), blocks.found))
    return found


def _first_place(path: Path, shown: str, blocks: Blocks) -> str | None:
    search = _searches[0]
    for place, pieces, apart in parts(path, shown, blocks):
        if any(search.hits(pieces, apart=apart)):
            search.forget()
            return "its name" if place == shown and pieces == [shown] else place
    return None


def _problem(shown: str, where: str, secrets: Secrets) -> Problem:
    if secrets.wanted.hits(words(shown)):
        shown, where = "outputs", "the name of a file or folder"
    elif secrets.wanted.hits(words(where)):
        where = "the name of a file in it"
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


def _words_of(content: bytes) -> list[str]:
    return words(content.decode("utf-8", "replace"))


def _words_of_questions(handwritten: list[Path]) -> list[str]:
    return [
        word
        for path in handwritten
        if path.name == "questionnaire.yaml" and path.is_file()
        for word in _words_of(path.read_bytes())
    ]


def _runs(text: str) -> Iterator[Phrase]:
    """Yield every run of ``RUN`` words of a canonical text that lies within one of its blocks.

    It goes over the end of a block only around a whole one that is too short for a run of its own. Otherwise the last
    word of an answer and the question that follows, which others were asked as well, would be somebody's own words.
    Nor are the numbers that a block begins with, as those of questions are.
    """
    blocks = [list(dropwhile(str.isdigit, words(block))) for block in text.split("\n\n")]
    found = [word for block in blocks for word in block]
    start = 0
    runs: set[int] = set()
    for block in blocks:
        end = start + len(block)
        runs.update(range(start, end - RUN + 1) if len(block) >= RUN else range(max(0, end - RUN), start + 1))
        start = end
    found = list(map(sys.intern, found))  # there are many runs, of few words
    return (run for first in sorted(runs) if len(run := tuple(found[first : first + RUN])) == RUN)
