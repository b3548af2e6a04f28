"""How fast canonical text is coded: sentences, kinds and themes, on one core, with the shipped codebook and with one of
20,000 terms more.

Run it with ``make bench`` after a build (it reads ``notebooks-extracts/``). Times are the best of several runs in this
process, words already met; the ratio of the two codebooks is from one run.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from wsse_vision.extract.coding import Coder
from wsse_vision.model import LANGUAGES, Document
from wsse_vision.sources.codebook import Codebook, Term, read_codebook

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
MORE_TERMS = 20_000
SYLLABLES = [c + v for c in "bcdflmnprst" for v in "aeio"]

Text = tuple[Document, str]


def texts() -> list[Text]:
    """Return the documents of the last build with their canonical texts."""
    folders = sorted(path.parent for path in (ROOT / "notebooks-extracts").glob("*/document.json"))
    if not folders:
        sys.exit("notebooks-extracts/ is empty: run make first")
    documents = [Document.from_json(json.loads((f / "document.json").read_text(encoding="utf-8"))) for f in folders]
    return list(zip(documents, [(f / "text.txt").read_text(encoding="utf-8") for f in folders], strict=True))


def larger(codebook: Codebook) -> Codebook:
    """Return ``codebook`` with 20,000 more terms of one and two made-up words, spread over its themes and languages."""
    chance = random.Random(0)  # noqa: S311  # made-up words, the same in each run
    themes = [theme.model_copy(deep=True) for theme in codebook.themes]
    for number in range(MORE_TERMS):
        words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(1 + number % 2)]
        language = LANGUAGES[number % len(LANGUAGES)]
        themes[number % len(themes)].terms[language].append(Term(term=" ".join(words)))
    return codebook.model_copy(update={"themes": themes})


def seconds(coder: Coder, documents: Sequence[Text]) -> float:
    """Return the seconds of the best of several runs over ``documents``."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        for document, text in documents:
            coder.code(document, text)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the speeds."""
    documents = texts()
    megabytes = sum(len(text.encode()) for _, text in documents) / 1e6
    codebook = read_codebook(ROOT / "sources" / "codebook.yaml")
    shipped = seconds(Coder(codebook), documents)
    more = seconds(Coder(larger(codebook)), documents)
    sys.stdout.write(
        f"coding {megabytes:.2f} MB of canonical text: {megabytes / shipped:.2f} MB/s\n"
        f"the same with {MORE_TERMS:,} more terms: {megabytes / more:.2f} MB/s, ratio {more / shipped:.2f}\n"
    )


if __name__ == "__main__":
    main()
