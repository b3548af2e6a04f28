"""What happens to a project between two runs: one thing is added, edited or decided."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import corpus
import floors
import measure

from wsse_vision.home import HOME, Project

Change = Callable[[Project], list[Path]]
"""Does something to a project; returns the documents that have to be read because of it."""

FIRST = 50_001
"""Number of the first document that is added: larger than any in a corpus."""

TEMPLATE = "publications/vision-elements.md.j2"
TERM = "harmonium"
_SENTENCE = "We propose that every market town open a repair workshop run by its users, with a fund for spare parts."


def add_source(project: Project) -> list[Path]:
    """Add a report of a workshop."""
    is_report = (n for n in count(FIRST) if corpus.KINDS[n % len(corpus.KINDS)] == "workshop" and n % 25 != 1)
    before = set(floors.sources(project))
    number = next(n for n in is_report if not list(project.sources.rglob(f"*-{n + 1:05}.*")))
    measure.work(lambda: corpus.add(project.root, number))
    return sorted(set(floors.sources(project)) - before)


def edit_source(project: Project) -> list[Path]:
    """Write a sentence at the end of a text: of an interview only where there is no other, as it may be kept back."""
    texts = (path for path in floors.sources(project) if path.suffix in (".md", ".txt"))
    path = min(texts, key=lambda path: (path.parent.name == "interviews", path))
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n{_SENTENCE}\n", encoding="utf-8")
    return [path]


def decide(project: Project) -> list[Path]:
    """Accept an element of a source on which nobody has decided anything."""
    for path in sorted(project.extracts.glob("*/elements.json")):
        coding = json.loads(path.read_text(encoding="utf-8"))
        review = project.sources / "reviews" / f"{coding['source']}.yaml"
        if coding["elements"] and not review.exists():
            element = coding["elements"][0]
            chosen = {"element": element["id"], "quote": element["quote"], "decision": "accept", "by": "ana"}
            review.parent.mkdir(exist_ok=True)
            review.write_text(json.dumps({"decisions": [chosen]}, ensure_ascii=False), encoding="utf-8")
            return []
    raise ValueError("there is no element to decide on")


def edit_template(project: Project) -> list[Path]:
    """Give the project a template of its own with one line more."""
    own = project.root / "templates" / TEMPLATE
    own.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HOME / "templates" / TEMPLATE, own)
    with own.open("a", encoding="utf-8") as stream:
        stream.write("\nA line that was added.\n")
    return []


def add_term(project: Project) -> list[Path]:
    """Add an English term to the first theme of the codebook."""
    path = project.sources / "codebook.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("      en: [", f"      en: [{TERM}, ", 1), encoding="utf-8")
    return []


CHANGES: dict[str, Change] = {
    "one source added": add_source,
    "one source edited": edit_source,
    "one review decision": decide,
    "one template edited": edit_template,
    "one codebook term added": add_term,
}
"""In this order, each on top of those before."""
