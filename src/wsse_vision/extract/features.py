"""Features: what is known of a passage and its surroundings, by name, for the learned judgement of kinds.

What the codebook finds comes first (cues, priors, company); the words themselves add what no cue says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from wsse_vision.extract.company import Around, Company
from wsse_vision.extract.cues import Evidence
from wsse_vision.extract.kinds import Prior, Verdict
from wsse_vision.extract.reading import Reading
from wsse_vision.extract.themes import Spoken
from wsse_vision.extract.units import Unit
from wsse_vision.extract.words import TOKEN, Form, stem
from wsse_vision.model import Document

Features = dict[str, float]
"""Values by name, with one decimal; a feature that is not there is 0. Names that begin with @ are of the place, the
others are words."""

HEADING = "heading: "
"""Begins the names of words in headings."""

_MOST_FORMS = 60
_AVERAGE = 30
_LONG = 20
"""A document of fewer passages has no beginning and end to speak of."""

_EDGE = 0.1
_QUOTED = frozenset('“«"')


@dataclass(frozen=True)
class Passage:
    """A unit, what it holds, what speaks for each kind, what it says of themes, and what cues alone make of it."""

    unit: Unit
    reading: Reading
    evidence: Mapping[str, Evidence]
    priors: Sequence[Prior]
    spoken: Spoken
    alone: Verdict | None

    @cached_property
    def strengths(self) -> dict[str, float]:
        """What speaks for each kind, cues and priors together."""
        strengths = {kind: found.strength for kind, found in self.evidence.items()}
        for kind, weight, _ in self.priors:
            strengths[kind] = strengths.get(kind, 0.0) + weight
        return strengths


def of_words(forms: Sequence[Form]) -> set[str]:
    """Return the features of the words: each stem and punctuation mark, each pair that stands together, and how the
    passage begins."""
    tokens = ["#" if form.is_number else form.stem if form.is_word else form.text for form in forms]
    found = set(tokens)
    found.update(map(" ".join, pairwise(tokens)))
    words = [token for token, form in zip(tokens, forms, strict=True) if form.is_word][:2]
    found.update("^ " + " ".join(words[:n]) for n in (1, 2) if len(words) >= n)
    return found


class Context:
    """The passages of one document, read together."""

    def __init__(self, document: Document, text: str, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._blocks, self._text = document.blocks, text
        self._last_words: tuple[int, set[str]] = (-1, set())
        self._company = Company()
        self._themes = Around()
        for passage in passages:
            self._themes.add(self._blocks[passage.unit.block].section, passage.spoken.strength)
            alone = None if passage.reading.is_boilerplate else passage.alone
            self._company.add(self._blocks[passage.unit.block].section, alone)

    def language(self, number: int) -> str:
        """Return the language of a passage."""
        return self._blocks[self.passages[number].unit.block].language

    def company(self, number: int) -> dict[str, float]:
        """Return what the others of its section add to each kind."""
        passage = self.passages[number]
        return self._company.of(self._blocks[passage.unit.block].section, passage.alone)

    def around(self, number: int) -> dict[str, float]:
        """Return how strongly the others of its section speak of each theme, on average."""
        passage = self.passages[number]
        return self._themes.of(self._blocks[passage.unit.block].section, passage.spoken.strength)

    def of_words(self, number: int) -> set[str]:
        """Return the features of a passage's words and of the heading that it stands under."""
        if self._last_words[0] == number:  # asked for its kind, then for its themes
            return self._last_words[1]
        passage = self.passages[number]
        section = self._blocks[passage.unit.block].section
        found = of_words(passage.reading.forms)
        if section:
            found.update(_of_heading(section[-1], self.language(number)))
        self._last_words = (number, found)
        return found

    def of_place(self, number: int) -> Features:
        """Return the features of a passage that are no words: what the codebook finds in it and around it."""
        passage = self.passages[number]
        unit, reading = passage.unit, passage.reading
        text, place = self._text[unit.start : unit.end], number / len(self.passages)
        found: Features = {
            "@": 1.0,
            "@length": round(min(len(reading.forms), _MOST_FORMS) / _AVERAGE, 1),
        }
        is_long = len(self.passages) >= _LONG
        if is_long:
            found["@place"] = round(place, 1)
        if reading.actors:
            found["@institutions"] = round(min(sum(reading.actors.values()), 2.0), 1)
        flags = {
            "@boilerplate": reading.is_boilerplate,
            "@asks": text.endswith("?"),
            "@colon": ":" in text,
            "@quoted": not _QUOTED.isdisjoint(text),
            "@beginning": is_long and place < _EDGE,
            "@end": is_long and place > 1 - _EDGE,
        }
        found.update((name, 1.0) for name, is_so in flags.items() if is_so)
        found.update((_NAMES["in", name], 1.0) for name in unit.places)
        _add(found, "company", self.company(number), 0.0, 1.0)
        _add(found, "cues", {kind: evidence.strength for kind, evidence in passage.evidence.items()}, -2.0, 4.0)
        for kind, weight, _ in passage.priors:
            found[_NAMES["prior", kind]] = round(found.get(_NAMES["prior", kind], 0.0) + weight, 1)
        for where, neighbour in (("before", number - 1), ("after", number + 1)):
            if 0 <= neighbour < len(self.passages):
                _add(found, where, self.passages[neighbour].strengths, -1.0, 3.0)
        return found


def _add(found: Features, where: str, strengths: Mapping[str, float], least: float, most: float) -> None:
    for kind, value in strengths.items():
        found[_NAMES[where, kind]] = round(least if value < least else most if value > most else value, 1)


class _Names(dict[tuple[str, str], str]):
    """Names of features of the place, made once."""

    def __missing__(self, parts: tuple[str, str]) -> str:
        self[parts] = name = "@" + " ".join(parts)
        return name


_NAMES = _Names()


@lru_cache(maxsize=10_000)
def _of_heading(heading: str, language: str) -> frozenset[str]:
    words = (token.casefold() for token in TOKEN.findall(heading) if token[0].isalnum())
    return frozenset(HEADING + stem(word, language) for word in words)
