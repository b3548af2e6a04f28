"""Units: the passages of a document that may become elements, with what is known of the place they stand
in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsse_vision.extract.labels import label_alone, label_at_start
from wsse_vision.extract.sections import Sections
from wsse_vision.extract.sentences import sentences, trimmed
from wsse_vision.extract.words import count
from wsse_vision.model import LANGUAGES, Block, Document
from wsse_vision.sources.codebook import Codebook, Section, in_language

LEAST_WORDS = 5
LEAST_WORDS_LABELLED = 3
LEAST_WORDS_CELL = 8
MOST_WORDS = 90
"""Bounds of an element; a longer item is cut into its sentences, a longer sentence is left out."""

_SPEAKER = re.compile(r"[*_]{0,3}([^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3})\s?[*_]{0,3}:[*_]{0,3}\s+(?=\S)")
_LONGEST_QUESTION = 80


class Unit(NamedTuple):
    """A passage ``text[start:end]``; ``whole`` when it is a labelled item, ``section`` the part of the
    document it stands in."""

    start: int
    end: int
    block: int
    section: Section | None
    label: str | None
    whole: bool
    places: frozenset[str]


class Units:
    """Cuts documents into units by the section rules of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._sections = Sections(codebook)
        self._codebook = codebook
        notices = [one for language in LANGUAGES for one in in_language(codebook.notices, language) or ()]
        self._longest = max((len(one.split()) for one in notices), default=0)
        self._notices = tuple(_folded(one, self._longest) for one in notices)

    def of(self, document: Document, text: str) -> Iterator[Unit]:
        """Yield the units of ``document`` in order of the text.

        Left out are headings, blocks in no supported language, sections that the codebook skips, header rows of
        tables, names of speakers, what an interviewer asks, and notices about the text itself.
        """
        speakers = _Speakers(document, text)
        labels = _row_labels(document.blocks, text)
        for number, block in enumerate(document.blocks):
            if block.role == "heading" or block.language not in LANGUAGES or number in labels.cells:
                continue
            section = self._sections.of(block.section, block.language)
            if section is not None and section.skip:
                continue
            start, end = trimmed(text, block.start, block.end)
            start = speakers.past_name(number, start)
            if start >= end or speakers.asks(number):
                continue
            place = Unit(start, end, number, section, None, False, _places(document, block, section))
            own = block.label if document.format == "polis" else None
            cut = self._cut(place, block, text, own, labels.of_row.get((block.role, number)))
            yield from (unit for unit in cut if not self._is_notice(text[unit.start : unit.end]))

    def _is_notice(self, passage: str) -> bool:
        # A notice may be in another language than the text that it stands above, so every language's are tried.
        return bool(self._notices) and _folded(passage, self._longest).startswith(self._notices)

    def _cut(self, place: Unit, block: Block, text: str, own: str | None, row_label: str | None) -> Iterator[Unit]:
        in_proposals = place.section is not None and place.section.role == "proposals"
        found = label_at_start(
            text,
            place.start,
            place.end,
            in_language(self._codebook.numbered, block.language) or (),
            in_proposals,
        )
        label, start = (
            (own, place.start)
            if own
            else found
            or (
                row_label or (block.label if in_proposals and block.role == "item" else None),
                place.start,
            )
        )
        if (
            block.role == "cell"
            and label is None
            and (block.row == 0 or count(text[start : place.end]) < LEAST_WORDS_CELL)
        ):
            return
        places = place.places
        if label and not own:  # a statement's number says nothing of its kind
            places |= {"labelled"}
        if label is not None or (in_proposals and block.role == "item"):
            n = count(text[start : place.end])
            if n <= MOST_WORDS:
                if n >= (LEAST_WORDS_LABELLED if label else LEAST_WORDS):
                    yield place._replace(start=start, label=label, whole=True, places=places)
                return
        for begin, end in sentences(text, start, place.end, block.language):
            least = LEAST_WORDS_LABELLED if label else LEAST_WORDS
            if least <= count(text[begin:end]) <= MOST_WORDS:
                yield Unit(begin, end, place.block, place.section, label, False, places)
            label, places = None, place.places  # the number belongs to the first sentence of an item that is too long


def _folded(passage: str, most: int) -> str:
    """Return at most so many words of ``passage`` regardless of case, width of spaces and emphasis before them."""
    return " ".join(passage.lstrip("*_ ").split(maxsplit=most)[:most]).casefold()


def _places(document: Document, block: Block, section: Section | None) -> frozenset[str]:
    return frozenset({block.role, document.kind} | ({section.role} if section else set()))


@dataclass(frozen=True, slots=True)
class _RowLabels:
    """Cells that hold a number alone, and the label that each other block of their row gets."""

    cells: frozenset[int]
    of_row: dict[tuple[str, int], str]


def _row_labels(blocks: Sequence[Block], text: str) -> _RowLabels:
    """Find the rows of tables whose first cell is a proposal's number; the longest other cell is the
    proposal."""
    cells: set[int] = set()
    labels: dict[tuple[str, int], str] = {}
    number = 0
    while number < len(blocks):
        block = blocks[number]
        if block.role != "cell" or block.column != 0:
            number += 1
            continue
        row = [number]
        while row[-1] + 1 < len(blocks) and blocks[row[-1] + 1].role == "cell" and blocks[row[-1] + 1].row == block.row:
            if blocks[row[-1] + 1].column == 0:
                break
            row.append(row[-1] + 1)
        label = label_alone(text[block.start : block.end]) if len(row) > 1 else None
        if label is not None:
            longest = max(row[1:], key=lambda i: blocks[i].end - blocks[i].start)
            if count(text[blocks[longest].start : blocks[longest].end]) >= LEAST_WORDS_LABELLED:
                cells.add(number)
                labels[("cell", longest)] = label
        number = row[-1] + 1
    return _RowLabels(frozenset(cells), labels)


class _Speakers:
    """Who speaks in a transcript: "Name:" before a paragraph, and which of them asks the questions."""

    def __init__(self, document: Document, text: str) -> None:
        self._document, self._text = document, text
        self._interview = document.kind == "interview"
        self._names: dict[int, str] = {}
        self._ends: dict[int, int] = {}
        for number, block in enumerate(document.blocks):
            if block.role not in ("paragraph", "quote"):
                continue
            found = _SPEAKER.match(text, block.start, min(block.end, block.start + 60))
            if found and (found.group(1)[0].isupper()):
                self._names[number], self._ends[number] = found.group(1).casefold(), found.end()
        turns = Counter(self._names.values())
        asked = Counter(name for number, name in self._names.items() if self._is_question(document.blocks[number]))
        self._known = {name for name, n in turns.items() if n > 1}
        self._asking = {name for name in self._known if asked[name] * 2 > turns[name]} if self._interview else set()

    def past_name(self, number: int, start: int) -> int:
        """Return ``start``, or the place after the speaker's name at the start of block ``number``.

        A name stands before several paragraphs; once only, it may as well be a word that is being defined.
        """
        return self._ends[number] if self._names.get(number) in self._known else start

    def asks(self, number: int) -> bool:
        """Tell whether block ``number`` is what an interviewer asks: a speaker who mostly does, or a
        paragraph of nothing else."""
        if not self._interview:
            return False
        if number in self._names and self._names[number] in self._known:
            return self._names[number] in self._asking
        block = self._document.blocks[number]
        return (
            self._is_question(block) and block.end - block.start < 6 * _LONGEST_QUESTION and self._all_questions(block)
        )

    def _is_question(self, block: Block) -> bool:
        return self._text[max(block.start, block.end - 4) : block.end].rstrip(' \n*_»”")').endswith("?")

    def _all_questions(self, block: Block) -> bool:
        cut = sentences(self._text, block.start, block.end, block.language)
        return all("?" in self._text[end - 4 : end] for _, end in cut)
