"""A project folder of any number of documents, in four languages and every format that is read.

``python benchmarks/corpus.py FOLDER --documents 1000 --seed 0``. The same seed gives the same bytes; a document follows
from the seed and its own number, so that a smaller corpus is the beginning of a larger one. Of twelve documents one is
a notebook of some 15 pages, the others (reports of four workshops, assembly papers, interviews, forum texts) have
some 3. The first twelve have each another format. All is made up: nobody said it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from formats import WRITERS
from phrases import LANGUAGES, ROOT, pools
from texts import Subject, Writer

KINDS = (
    "notebook", "workshop", "workshop", "interview", "workshop", "findhorn",
    "workshop", "interview", "workshop", "forum", "interview", "workshop",
)  # fmt: skip
"""What a document is, by its number modulo twelve."""

FORMATS = ("pdf", "docx", "odt", "md", "html", "rtf", "epub", "txt", "tex", "mbox", "xlsx", "pptx")
COMMON = {
    "docx": 27,
    "pdf": 22,
    "odt": 12,
    "html": 11,
    "md": 8,
    "rtf": 6,
    "txt": 5,
    "epub": 4,
    "pptx": 2,
    "tex": 2,
    "xlsx": 1,
}
"""How often a format is met in a hundred documents."""

FOLDERS = {
    "notebook": "notebooks",
    "workshop": "workshops",
    "interview": "interviews",
    "findhorn": "findhorn",
    "forum": "forum",
}
CONSENT = (
    "public",
    "anonymous",
    "public",
    "internal",
    "public",
    "anonymous",
    "public",
    "public",
    "anonymous",
    "internal",
)
REGIONS = ("Africa", "Asia", "Europe", "Latin America", "North America", "Oceania")
TRADES = ("baker", "weaver", "farmer", "fisher", "teacher", "waste picker", "driver", "nurse", "printer", "carpenter")
_PERSONS = (
    "xel",
    "quo",
    "zhy",
    "wri",
    "jau",
    "tzi",
    "khu",
    "ybo",
    "phae",
    "dwem",
    "vrox",
    "ghul",
    "nkwi",
    "oyx",
    "szu",
    "yrv",
)
"""Syllables of people's names: unlike all others, as a name that must not be published is searched for everywhere."""


class Outcome(NamedTuple):
    """What else than its own files a document brings along: an entry of the bibliography, votes."""

    entry: str
    votes: list[str]


def make(folder: Path, documents: int, seed: int = 0, workers: int = 0) -> None:
    """Write a project of ``documents`` documents into ``folder``, which must be empty or not there."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    for name in (*FOLDERS.values(), "reviews", "evaluations"):
        (folder / "sources" / name).mkdir(parents=True)
    pools(), pools(in_confidence=True)  # read once, for all processes
    numbers = range(documents)
    work = partial(add, folder, seed=seed)
    if documents < 50:
        outcomes = [work(number) for number in numbers]
    else:
        with ProcessPoolExecutor(workers or os.cpu_count()) as pool:
            outcomes = list(pool.map(work, numbers, chunksize=20))
    _write_rest(folder, outcomes)


def add(folder: Path, number: int, seed: int = 0) -> Outcome:
    """Write document ``number`` (0-based) with its sidecar and, for one of 25, decisions on it."""
    chance = Random(f"{seed}-{number}")  # noqa: S311  # a seed has to decide
    subject = _subject(number, chance)
    writer = Writer(subject, chance)
    made = writer.write()
    ending = _format(number, chance)
    place = folder / "sources" / FOLDERS[subject.kind] / subject.id
    place.with_name(f"{subject.id}.{ending}").write_bytes(WRITERS[ending](made))
    _write_yaml(place.with_name(f"{subject.id}.yaml"), _sidecar(subject, number, made.title, made.date, chance))
    if number % 25 == 1:
        _write_review(folder / "sources" / "reviews" / f"{subject.id}.yaml", writer, chance)
    fields = {"author": f"{{{made.author}}}", "title": f"{{{made.title}}}", "year": made.date[:4]}
    entry = "".join([f"@misc{{{subject.id},\n", *(f"  {key} = {{{value}}},\n" for key, value in fields.items()), "}\n"])
    voted = writer.labels[::3] if subject.kind == "notebook" else []
    votes = [
        f"{label},{chance.randint(3, 60)},{chance.randint(0, 15)},{chance.randint(0, 12)},{chance.randint(0, 5)}"
        for label in voted
    ]
    return Outcome(entry if number % 10 == 0 else "", votes)


def _subject(number: int, chance: Random) -> Subject:
    kind = KINDS[number % len(KINDS)]
    language = chance.choices(LANGUAGES, (4, 3, 3, 2))[0]
    themes = sorted({theme for _, theme in pools()[language].by_theme})
    chosen = chance.sample(themes, 3)
    label = f"{number // len(KINDS) + 1:02}" if kind == "notebook" else ""
    # Where the words are public, the text has the pseudonym: names are never published.
    person = _pseudonym(number) if _consent(number) == "public" else _person(number, 0)
    home = _person(number, 1)
    is_confided = kind == "interview" and _consent(number) == "internal"
    name = f"{kind}-{number + 1:05}"
    return Subject(name, kind, number + 1, language, chosen, label, person, home, is_confided)


def _consent(number: int) -> str:
    return CONSENT[number % len(CONSENT)]


def _pseudonym(number: int) -> str:
    return f"Speaker {number + 1}"


def _person(number: int, part: int) -> str:
    """Return a name (part 0) or a home (part 1) that nobody else has."""
    syllables = ""
    number = 2 * number + part + 16**3
    while number:
        number, digit = divmod(number, len(_PERSONS))
        syllables += _PERSONS[digit]
    return syllables.capitalize()


def _format(number: int, chance: Random) -> str:
    if number < len(FORMATS):
        return FORMATS[number]
    if KINDS[number % len(KINDS)] == "forum" and chance.random() < 0.6:
        return "mbox"
    return chance.choices(list(COMMON), list(COMMON.values()))[0]


def _sidecar(subject: Subject, number: int, title: str, date: str, chance: Random) -> dict[str, Any]:
    about: dict[str, Any] = {"title": title, "date": date, "language": subject.language, "status": "specimen"}
    if subject.kind == "notebook":
        return {**about, "themes": subject.themes, "forum_number": number // len(KINDS) + 1}
    if subject.kind == "workshop":
        role = "preparatory" if chance.random() < 0.15 else "report"
        return {**about, "workshop": chance.randint(1, 4), "role": role, "themes": subject.themes[:2]}
    if subject.kind != "interview":
        return {**about, "themes": subject.themes}
    consent = _consent(number)
    told = {
        "consent": consent,
        "pseudonym": _pseudonym(number),
        "region": chance.choice(REGIONS),
        "gender": chance.choice(("woman", "woman", "man", "group")),
        "trade": chance.choice(TRADES),
        "organisation_type": "cooperative",
        "name": _person(number, 0),
    }
    if consent != "public":
        told |= {"place": subject.home, "email": f"{_person(number, 0).lower()}@example.org"}
    return {**about, **told}


def _write_review(path: Path, writer: Writer, chance: Random) -> None:
    """Decide on up to ten sentences that stand in the document once."""
    texts = [sentence.text for sentence in writer.said]
    once = [s for s in writer.said if s.kind != "none" and texts.count(s.text) == 1]
    decisions = []
    for sentence in chance.sample(once, min(10, len(once))):
        accepted = {"kind": sentence.kind, "themes": list(sentence.themes)} if chance.random() < 0.8 else {}
        decision = "accept" if accepted else "reject"
        decisions.append({"quote": sentence.text, "decision": decision, **accepted, "by": "ana", "on": "2005-02-01"})
    _write_yaml(path, {"decisions": decisions})


def _write_yaml(path: Path, data: dict[str, Any]) -> None:
    """Write YAML; values are written as JSON, which is YAML, too."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items())
    path.write_text("".join(lines), encoding="utf-8")


def _write_rest(folder: Path, outcomes: list[Outcome]) -> None:
    sources = folder / "sources"
    for name in ("codebook.yaml", "indicators.yaml", "questionnaire.yaml", "workplan.yaml"):
        shutil.copyfile(ROOT / "sources" / name, sources / name)
    shipped = (ROOT / "sources" / "references.bib").read_text(encoding="utf-8")
    entries = [outcome.entry for outcome in outcomes if outcome.entry]
    (sources / "references.bib").write_text("\n".join([shipped, *entries]), encoding="utf-8")
    votes = ["label,agree,half,disagree,unknown", *(vote for outcome in outcomes for vote in outcome.votes)]
    (sources / "evaluations" / "forum.csv").write_text("\n".join(votes) + "\n", encoding="utf-8")
    shutil.copyfile(ROOT / "config.yaml", folder / "config.yaml")


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Make a project folder of made documents.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    try:
        make(given.folder, given.documents, given.seed)
    except FileExistsError as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
