"""The readers' evidence with 20,000 elements: how long it takes to write, how large it is, how fast it answers.

``python benchmarks/browsing.py`` writes a made project into a temporary folder and says time and sizes; with a folder
as its argument it writes there and leaves it, for a look with a browser (and for ``tests/browser/test_finding.py``,
which measures typing). The words are made, too: as many different ones, as long and as frequent as in real languages.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from wsse_vision.config import Config
from wsse_vision.files import sha256, write_json, write_text
from wsse_vision.home import HOME, Project
from wsse_vision.join import stage
from wsse_vision.model import Block, Coding, Document, Element, as_json
from wsse_vision.site import evidence
from wsse_vision.site.pages import Site, put_looks
from wsse_vision.sources.codebook import read_codebook

ELEMENTS = 20_000
SOURCES = 200
VOCABULARY = 30_000
LANGUAGES = ("en", "fr", "es", "pt")
KINDS = ("value", "practice", "definition", "proposal", "critique", "policy", "indicator", "question")
_SYLLABLES = (
    "la", "ti", "mo", "né", "sor", "ga", "pel", "vin", "da", "cu", "ré", "fon", "bar", "to", "li", "çã", "es", "min",
    "ho", "tra", "ñe", "du", "val", "or", "ki",
)  # fmt: skip
_OWN = {"en": "solidarity", "fr": "économie", "es": "solidaridad", "pt": "cooperação"}


class Dice:
    """Numbers that look random and are the same each time (a linear congruence; quality is of no matter here)."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, number: int) -> int:
        """Return a number from 0 to ``number`` - 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self._state >> 33) % number

    def skewed(self, number: int) -> int:
        """Return a number below ``number``, small ones far more often: as words are used (Zipf)."""
        return min(int(number ** (self.below(1 << 20) / (1 << 20))), number) - 1


def word(number: int) -> str:
    """Return a word of the made vocabulary."""
    parts = []
    number += 5
    while number:
        number, syllable = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[syllable])
    return "".join(parts)


def sentence(dice: Dice, language: str) -> str:
    """Return a sentence of 12 to 35 words; every tenth has a real one of its language."""
    words = [word(dice.skewed(VOCABULARY)) for _ in range(12 + dice.below(24))]
    if dice.below(10) == 0:
        words[dice.below(len(words))] = _OWN[language]
    return " ".join(words).capitalize() + "."


def make(root: Path, count: int = ELEMENTS) -> tuple[Project, Config]:
    """Make a project of ``count`` elements that is coded and joined, with one empty publication in four languages."""
    project, entries = Project(root), []
    themes = [theme.id for theme in read_codebook(HOME / "sources" / "codebook.yaml").themes]
    for number in range(SOURCES):
        language = LANGUAGES[number % len(LANGUAGES)]
        kind = "interview" if number % 5 == 4 else "notebook"
        entries.append(_document(project, f"source-{number:03}", kind, language, themes, count // SOURCES))
    write_json(project.build / "ingest-0.json", {"documents": entries, "set_aside": [], "problems": []})
    write_json(project.build / "review.json", {"sources": {}, "problems": []})
    for language in LANGUAGES:
        meta = {"version": "0.1", "title": "Nothing yet"}
        record = {"meta": meta, "passages": [], "blocks": []}
        write_json(project.build / "composed" / f"synthesis.{language}.json", record)
    stage.run(project, [0], lambda line: None)
    return project, Config.model_validate({"languages": list(LANGUAGES), "publications": ["synthesis"]})


def _document(
    project: Project, name: str, kind: str, language: str, themes: list[str], count: int
) -> dict[str, object]:
    dice, text, blocks, elements = Dice(int(name[-3:]) + 1), "", [], []
    for number in range(count):
        quote = sentence(dice, language)
        text += "\n\n" if text else ""
        start, end = len(text), len(text) + len(quote)
        text += quote
        blocks.append(Block("paragraph", start, end, language, ["Part"]))
        spoken = sorted({themes[dice.skewed(len(themes))] for _ in range(1 + dice.below(3))})
        elements.append(
            Element(
                sha256(f"{name}-{number}")[:32], quote, start, end, "", "", number, ["Part"], None, language,
                KINDS[dice.below(len(KINDS))], spoken, 0.8, [], None,
            )
        )  # fmt: skip
    interviewed = {"consent": "public", "region": f"Region {dice.below(6)}"} if kind == "interview" else {}
    document = Document(
        name, kind, f"sources/{name}.md", "md", "k", sha256(text), language,
        {"title": f"Source {name[-3:]}", **interviewed}, blocks,
    )  # fmt: skip
    place = project.extracts / name
    write_text(place / "text.txt", text)
    write_json(place / "document.json", as_json(document))
    write_json(place / "elements.json", as_json(Coding(name, sha256(text), elements)))
    return {"id": name, "kind": kind, "consent": interviewed.get("consent"), "key": "k", "content": sha256(text)}


def run(root: Path) -> dict[str, float]:
    """Make the project and its pages; return seconds and megabytes."""
    project, config = make(root)
    put_looks(Site(project, config, "looks.json"))
    start = time.perf_counter()
    evidence.run(project, config, lambda line: None)
    taken = time.perf_counter() - start
    tracemalloc.start()
    evidence.run(project, config, lambda line: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    sizes = {path.stem: path.stat().st_size / 1e6 for path in sorted((project.outputs / "site" / "data").glob("*.js"))}
    return {"seconds": round(taken, 2), "peak MB": round(peak / 1e6), **{k: round(v, 2) for k, v in sizes.items()}}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(run(Path(sys.argv[1])), indent=1))
    else:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(run(Path(folder)), indent=1))
