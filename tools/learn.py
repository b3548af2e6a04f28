"""Learn the weights of kinds and themes: ``make learn``.

Reads the labelled texts in ``learning/`` and the development part of ``tests/gold/``, never its test part; prints how
well documents are judged by weights learned from the others, and writes ``src/wsse_vision/extract/weights/``.
Needs scikit-learn (``requirements-learn.txt``).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from learning import kinds, themes
from learning.examples import Example, examples

from wsse_vision.extract.coding import Coder
from wsse_vision.extract.gold import read_gold
from wsse_vision.extract.learning import digest, read_learning
from wsse_vision.model import LANGUAGES
from wsse_vision.sources.codebook import read_codebook

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "learning"
WEIGHTS = ROOT / "src" / "wsse_vision" / "extract" / "weights"


def write(name: str, data: Mapping[str, Any], last: str) -> None:
    """Write weights as JSON, those of ``last`` with a line for each, so that a change can be read."""
    head = json.dumps({"learned_from": digest(TEXTS), **{key: value for key, value in data.items() if key != last}})
    lines = (f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in sorted(data[last].items()))
    text = head[:-1] + f', "{last}": {{\n' + ",\n".join(lines) + "\n}}\n"
    (WEIGHTS / f"{name}.json").write_text(text, encoding="utf-8")


def learn(language: str, rows: list[Example], more: list[Example], names: list[str]) -> None:
    """Learn and write the weights of one language; ``more`` is learned from but not measured on."""
    inside, outside = kinds.crossed(rows, more)
    coded, more_coded = ([row for row in some if row.kind != "none"] for some in (rows, more))
    spoken = themes.crossed(coded, more_coded, names)
    sys.stdout.write(
        f"{language}: {len(rows)} + {len(more)} passages; in documents not learned from: kinds macro F1 {inside:.3f} "
        f"({outside:.3f} sentence by sentence), themes micro F1 {spoken:.3f}\n"
    )
    write(f"kinds.{language}", kinds.learned([*rows, *more]), "weights")
    write(f"themes.{language}", themes.learned([*coded, *more_coded], names), "words")


def main() -> None:
    """Learn the weights of each language."""
    codebook = read_codebook(ROOT / "sources" / "codebook.yaml")
    coder = Coder(codebook)
    texts = read_learning(TEXTS)
    gold = [document for document in read_gold(ROOT / "tests" / "gold") if document.part == "development"]
    WEIGHTS.mkdir(exist_ok=True)
    for language in LANGUAGES:
        rows = [e for document in texts if document.language == language for e in examples(document, coder)]
        more = [e for document in gold if document.language == language for e in examples(document, coder)]
        learn(language, rows, more, [theme.id for theme in codebook.themes])


if __name__ == "__main__":
    main()
