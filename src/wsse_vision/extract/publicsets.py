"""Public sets that others labelled: read from where they are, and how well the extraction does on them.

Some of the sets may not be passed on, so nothing of them is in this project. A folder has

* ``deft/deft_task1_train_dev.tsv``: sentences of textbooks, definition or not (Spala et al. 2019);
* ``semeval/V1.4_Training.csv``: sentences of a forum of users, suggestion or not (Negi et al. 2019);
* ``sdg/benchmark.csv``: passages that belong to a Sustainable Development Goal or not;
* ``ud/*.conllu``: sentences of Universal Dependencies treebanks, to be cut anew.

A fifth of each set is held back by a hash of its ids: rules are fitted without looking at it, and its figures stand
apart from those of the development part.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wsse_vision.extract.coding import Coder
from wsse_vision.extract.goals import belongs
from wsse_vision.extract.reading import Reader
from wsse_vision.extract.scores import Counts
from wsse_vision.extract.sentences import sentences
from wsse_vision.extract.words import count
from wsse_vision.home import HOME
from wsse_vision.model import Block, Document, HandwrittenError
from wsse_vision.sources.codebook import Codebook

DEVELOPMENT, HELD_BACK = "development", "held back"
PARTS = (DEVELOPMENT, HELD_BACK)

ALONE, AS_CODED = "definitions, codebook alone", "definitions, as coded"
LEAST = 0.5
"""Least evidence of a definition when the codebook is read without the cues of textbooks."""

DEFT = "deft/deft_task1_train_dev.tsv"
SEMEVAL = "semeval/V1.4_Training.csv"
SDG = "sdg/benchmark.csv"
UD = "ud"

GOALS = HOME / "tests" / "gold" / "sdg-codebook.yaml"
"""The evaluation codebook of the Sustainable Development Goals; its themes are ``sdg_1`` to ``sdg_17``."""

_FINAL = re.compile(r"[.!?…:;,][^\w\s]*\s*\Z")
_ADDED = re.compile(r"\A\s*[0-9]+ \. |\( \[ link \] \) ?|\[ link \] ?")

TEXTBOOK = HOME / "tests" / "gold" / "textbook-codebook.yaml"
"""The evaluation codebook of definitions: cues of textbooks, added to those of the codebook that is measured."""

DEFINITION_THRESHOLD = 2.0
_PER_WORD, _MOST_WORDS = 0.03, 30
"""Least evidence of a definition, and what each word adds: a long sentence of a textbook has room to define
something in passing. Both were chosen on the development part."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with a yes or no; ``about`` is what it is asked for (a goal), ``id`` what its part is decided by."""

    id: str
    text: str
    label: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that stand in one passage, joined: ``starts`` are the offsets (code points) of each in ``text``."""

    text: str
    starts: tuple[int, ...]
    ids: tuple[str, ...]


def default_folder() -> Path:
    """Return where the sets are looked for: ``real/eval`` in the folder that ``WSSE_SHARED`` names, or beside this
    repository in ``shared``."""
    return Path(os.environ.get("WSSE_SHARED") or HOME.parent / "shared") / "real" / "eval"


def part_of(identifier: str) -> str:
    """Return the part that an id belongs to: a fifth of all, by SHA-256, is held back."""
    digest = hashlib.sha256(identifier.encode("utf-8")).digest()
    return HELD_BACK if int.from_bytes(digest, "big") % 5 == 0 else DEVELOPMENT


def definitions(path: Path) -> list[Example]:
    """Read the sentences of DEFT; the id is the file a sentence comes from, so that what is said of one concept
    stays in one part."""
    rows = csv.reader(io.StringIO(_text(path)), delimiter="\t", quoting=csv.QUOTE_NONE)
    table = _table(rows, path, ("sentence", "label", "source_file"))
    return [Example(row["source_file"], _plain(row["sentence"]), _label(row["label"], path, n)) for n, row in table]


def _plain(sentence: str) -> str:
    """Return a sentence of DEFT without what its makers added: the number before it and marks of a reference."""
    return _ADDED.sub("", sentence)


def suggestions(path: Path) -> list[Example]:
    """Read the sentences of SemEval 2019, task 9 A: ``id,sentence,label`` without a header."""
    found: list[Example] = []
    reader = csv.reader(io.StringIO(_text(path)))
    for row in reader:
        if len(row) != 3:
            raise _wrong(path, reader.line_num, f"{len(row)} columns; a row is id, sentence, label")
        found.append(Example(row[0], row[1].strip('"'), _label(row[2], path, reader.line_num)))
    return found


def goal_texts(path: Path) -> list[Example]:
    """Read the passages of the SDG benchmark: does ``text`` belong to goal ``sdg``?"""
    reader = csv.reader(io.StringIO(_text(path)))
    found: list[Example] = []
    for number, row in _table(reader, path, ("id", "text", "sdg", "label")):
        if not (row["sdg"].isdecimal() and 1 <= int(row["sdg"]) <= 17):
            raise _wrong(path, number, f"{row['sdg']!r} is no goal; goals are 1 to 17")
        found.append(Example(row["id"], row["text"], _label(row["label"], path, number), f"sdg_{int(row['sdg'])}"))
    return found


def passages(path: Path) -> list[Passage]:
    """Read a CoNLL-U file and join its sentences again as their source had them.

    A new paragraph or document begins a new passage, and so does what follows a title or line without any final
    mark: it stood on a line of its own. The beginning of a passage is no boundary that has to be found, so the rule
    for titles makes the task easier than whole files in one line are (Portuguese newspapers: .87 without it). Within
    a passage, a sentence follows the one before after a space, unless that says ``SpaceAfter=No``.
    """
    found: list[Passage] = []
    starts: list[int] = []
    ids: list[str] = []
    joined = gap = ""
    for number, comments, spaced in _sentences_of(path):
        if ids and (comments.get("new") or not _FINAL.search(joined)):
            found.append(Passage(joined, tuple(starts), tuple(ids)))
            joined, starts, ids, gap = "", [], [], ""
        text = comments.get("text")
        if not text:
            raise _wrong(path, number, "a sentence without `# text =`")
        starts.append(len(joined) + len(gap))
        joined += gap + text
        ids.append(comments.get("sent_id", str(number)))
        gap = " " if spaced else ""
    return [*found, Passage(joined, tuple(starts), tuple(ids))] if ids else found


def _sentences_of(path: Path) -> Iterator[tuple[int, dict[str, str], bool]]:
    """Yield the line, comments (``new`` for a new paragraph or document) and whether white space follows, for each
    sentence."""
    comments: dict[str, str] = {}
    words, last = 0, ""
    for number, line in enumerate([*_text(path).split("\n"), ""], start=1):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            name = key.split()[0] if key.split() else ""
            comments["new" if name in ("newpar", "newdoc", "newdoc_id") else name] = value.strip() or "yes"
        elif line.strip():
            words, last = words + 1, line
        elif words:
            yield number, comments, "SpaceAfter=No" not in last
            comments, words, last = {}, 0, ""


def definition_evidence(sentence: str, readers: Sequence[Reader]) -> float:
    """Return what speaks for a definition in ``sentence``: the weights of the definition cues of all ``readers``.

    Other kinds have no say: a set of definitions does not know them, so they may not take a sentence away.
    """
    return sum(cue.weight for reader in readers for cue, _ in reader.read(sentence).cues if cue.kind == "definition")


def is_definition(sentence: str, readers: Sequence[Reader]) -> bool:
    """Tell whether ``sentence`` of a textbook defines something, by the cues of ``readers`` and its length."""
    room = _PER_WORD * min(count(sentence), _MOST_WORDS)
    return definition_evidence(sentence, readers) + room >= DEFINITION_THRESHOLD


def is_suggestion(sentence: str, coder: Coder) -> bool:
    """Tell whether the coder takes ``sentence``, standing alone, for a proposal or for policy."""
    return not {"proposal", "policy"}.isdisjoint(_kinds(sentence, coder))


def _kinds(sentence: str, coder: Coder) -> set[str]:
    block = Block("paragraph", 0, len(sentence), "en")
    document = Document("sentence", "notebook", "sentence.txt", "txt", "", "", "en", {}, [block])
    return {element.kind for element in coder.code(document, sentence).elements}


def run(folder: Path, codebook: Codebook, goals: Codebook, textbook: Codebook) -> dict[str, Any]:
    """Return the figures of every set found in ``folder``, as JSON data: by set, by part.

    ``codebook`` is what is measured; ``goals`` (see ``GOALS``) codes the SDG passages instead, ``textbook`` (see
    ``TEXTBOOK``) is added to it for definitions. A set that is not there is ``None``. Raises ``HandwrittenError``
    when the folder is missing or a file is not in its format.
    """
    if not folder.is_dir():
        raise HandwrittenError(
            [f"{folder}: no such folder of public sets; give the folder that holds deft, sdg, semeval and ud"]
        )
    reader, coder = Reader(codebook, "en"), Coder(codebook)
    both, themes = (reader, Reader(textbook, "en")), Reader(goals, "en")
    codes = {theme.id: code for code, theme in enumerate(goals.themes)}
    scores: dict[str, tuple[str, Callable[[Path], dict[str, Any]]]] = {
        "definitions": (DEFT, lambda p: _yes_no(definitions(p), lambda e: is_definition(e.text, both))),
        ALONE: (DEFT, lambda p: _yes_no(definitions(p), lambda e: definition_evidence(e.text, (reader,)) >= LEAST)),
        AS_CODED: (DEFT, lambda p: _yes_no(definitions(p), lambda e: "definition" in _kinds(e.text, coder))),
        "suggestions": (SEMEVAL, lambda p: _yes_no(suggestions(p), lambda e: is_suggestion(e.text, coder))),
        "goals": (SDG, lambda p: _accuracy(goal_texts(p), lambda e: belongs(e.text, codes[e.about], themes))),
        "sentences": (UD, _boundaries),
    }
    there = {name: (folder / place, score) for name, (place, score) in scores.items()}
    return {name: score(path) if path.exists() else None for name, (path, score) in there.items()}


def _yes_no(examples: list[Example], predict: Callable[[Example], bool]) -> dict[str, Any]:
    counts = {part: Counts() for part in PARTS}
    for example in examples:
        found, mine = predict(example), counts[part_of(example.id)]
        mine.right += found and example.label
        mine.wrong += found and not example.label
        mine.missed += example.label and not found
    return {part: own.as_json() for part, own in counts.items()}


def _accuracy(examples: list[Example], predict: Callable[[Example], bool]) -> dict[str, Any]:
    """Return the share of right answers by part: of each goal, and their mean (each goal counts the same)."""
    answers: dict[str, dict[str, list[bool]]] = {part: {} for part in PARTS}
    for example in examples:
        answers[part_of(example.id)].setdefault(example.about, []).append(predict(example) == example.label)
    result: dict[str, Any] = {}
    for part, by_goal in answers.items():
        each = {goal: sum(right) / len(right) for goal, right in sorted(by_goal.items(), key=lambda kv: int(kv[0][4:]))}
        mean = sum(each.values()) / len(each) if each else 0.0
        result[part] = {
            "average": round(mean, 4),
            "support": sum(map(len, by_goal.values())),
            "goals": {goal: round(share, 4) for goal, share in each.items()},
        }
    return result


def _boundaries(folder: Path) -> dict[str, Any]:
    """Return the figures by language (the beginning of a file's name) of where sentences begin, the first of a
    passage apart."""
    by_language: dict[str, dict[str, Counts]] = {}
    for path in sorted(folder.glob("*.conllu")):
        language = path.name[:2]
        counts = by_language.setdefault(language, {part: Counts() for part in PARTS})
        for passage in passages(path):
            _compare(passage, language, counts)
    return {language: {part: c.as_json() for part, c in own.items()} for language, own in by_language.items()}


def _compare(passage: Passage, language: str, counts: dict[str, Counts]) -> None:
    """Count each boundary for the sentence that it begins; a cut that should not be, for the sentence it cuts."""
    found = [start for start, _ in sentences(passage.text, 0, len(passage.text), language)][1:]
    expected = set(passage.starts[1:])
    for position in sorted(expected | set(found)):
        sentence = max(i for i, start in enumerate(passage.starts) if start <= position)
        mine = counts[part_of(passage.ids[sentence])]
        mine.right += position in expected and position in found
        mine.wrong += position not in expected
        mine.missed += position not in found


_FIGURES = (("precision", "precision"), ("recall", "recall"), ("F1", "f1"))
_WIDTH = 40


def report(results: dict[str, Any]) -> str:
    """Return the results of ``run`` as text, the two parts side by side."""
    rows = [f"{'':{_WIDTH}}{DEVELOPMENT:>14}{HELD_BACK:>12}"]
    for name in ("definitions", ALONE, AS_CODED, "suggestions"):
        rows += [_row(f"{name}: {figure}", results[name], key) for figure, key in _FIGURES]
    rows += _goal_rows(results["goals"])
    if results["sentences"] is None:
        rows.append(_row("sentences: F1", None, "f1"))
    rows += [_row(f"sentences {x}: F1", own, "f1") for x, own in (results["sentences"] or {}).items()]
    return "\n".join(rows) + "\n"


def _row(name: str, found: dict[str, Any] | None, figure: str) -> str:
    if found is None:
        return f"{name:{_WIDTH}}{'not there':>14}"
    return f"{name:{_WIDTH}}{found[DEVELOPMENT][figure]:>14.3f}{found[HELD_BACK][figure]:>12.3f}"


def _goal_rows(found: dict[str, Any] | None) -> list[str]:
    rows = [_row("goals: average accuracy", found, "average")]
    if found is None:
        return rows
    names = sorted({goal for part in PARTS for goal in found[part]["goals"]}, key=lambda goal: int(goal[4:]))
    for goal in names:
        cells = [found[part]["goals"].get(goal) for part in PARTS]
        rows.append(
            f"  {goal:{_WIDTH - 2}}"
            + "".join(f"{'—' if c is None else f'{c:.3f}':>{w}}" for c, w in zip(cells, (14, 12), strict=True))
        )
    return rows


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise HandwrittenError([f"{path}: is no UTF-8 text (byte {error.start}); take the file as published"]) from None


def _table(rows: Any, path: Path, wanted: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line and the named cells of each row of a table with a header."""
    header: list[str] = next(rows, [])
    if missing := [name for name in wanted if name not in header]:
        raise _wrong(path, 1, f"no column {missing[0]!r}; the columns wanted are {', '.join(wanted)}")
    for row in rows:
        if len(row) != len(header):
            raise _wrong(path, rows.line_num, f"{len(row)} columns where the header has {len(header)}")
        yield rows.line_num, dict(zip(header, row, strict=True))


def _label(value: str, path: Path, line: int) -> bool:
    if value not in ("0", "1", "True", "False"):
        raise _wrong(path, line, f"the label is {value!r}; labels are 0 and 1, or True and False")
    return value in ("1", "True")


def _wrong(path: Path, line: int, what: str) -> HandwrittenError:
    return HandwrittenError([f"{path}:{line}: {what}; take the file as published"])
