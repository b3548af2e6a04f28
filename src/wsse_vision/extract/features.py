"""Features: what is known of a passage and its surroundings, by name, for the learned judgement of kinds.

What the codebook finds comes first (cues, priors, company); the words themselves add what no cue says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

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
_QUOTED = re.compile('[“«"]')


class Passage(NamedTuple):
    """A unit, what it holds, what speaks for each kind (by cues and by its place), what it says of themes, and what
    cues alone make of it."""

    unit: Unit
    reading: Reading
    evidence: Mapping[str, Evidence]
    priors: Sequence[Prior]
    spoken: Spoken
    alone: Verdict | None


def of_words(forms: Sequence[Form]) -> set[str]:
    """Return the features of the words: each stem and punctuation mark, each pair that stands together, and how the
    passage begins."""
    names = [form.feature for form in forms]
    words = list(islice((form.feature for form in forms if form.is_word), 2))
    beginnings = ("^ " + " ".join(words[:n]) for n in range(1, len(words) + 1))
    return {*names, *map(" ".join, pairwise(names)), *beginnings}


class Context:
    """The passages of one document, read together."""

    def __init__(self, document: Document, text: str, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._blocks, self._text = document.blocks, text
        self._last_words: tuple[int, set[str]] = (-1, set())
        self._themes = Around()
        company = Company()
        sections = [self._blocks[passage.unit.block].section for passage in passages]
        for section, passage in zip(sections, passages, strict=True):
            self._themes.add(section, passage.spoken.strength)
            company.add(section, None if passage.reading.is_boilerplate else passage.alone)
        self._company = [company.of(section, one.alone) for section, one in zip(sections, passages, strict=True)]
        self._strengths = [_limited(_strengths(passage), -1.0, 3.0) for passage in passages]

    def language(self, number: int) -> str:
        """Return the language of a passage."""
        return self._blocks[self.passages[number].unit.block].language

    def company(self, number: int) -> dict[str, float]:
        """Return what the others of its section add to each kind."""
        return self._company[number]

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
        for name, is_so in (
            ("@boilerplate", reading.is_boilerplate),
            ("@asks", text.endswith("?")),
            ("@colon", ":" in text),
            ("@quoted", _QUOTED.search(text)),
            ("@beginning", is_long and place < _EDGE),
            ("@end", is_long and place > 1 - _EDGE),
        ):
            if is_so:
                found[name] = 1.0
        for name in unit.places:
            found[_NAMES["in", name]] = 1.0
        _add(found, "company", _limited(self.company(number), 0.0, 1.0))
        _add(found, "cues", _limited({kind: one.strength for kind, one in passage.evidence.items()}, -2.0, 4.0))
        for kind, weight, _ in passage.priors:
            found[_NAMES["prior", kind]] = round(found.get(_NAMES["prior", kind], 0.0) + weight, 1)
        if number > 0:
            _add(found, "before", self._strengths[number - 1])
        if number + 1 < len(self.passages):
            _add(found, "after", self._strengths[number + 1])
        return found


def _strengths(passage: Passage) -> dict[str, float]:
    """Return what speaks for each kind, cues and priors together."""
    strengths = {kind: found.strength for kind, found in passage.evidence.items()}
    for kind, weight, _ in passage.priors:
        strengths[kind] = strengths.get(kind, 0.0) + weight
    return strengths


def _limited(strengths: Mapping[str, float], least: float, most: float) -> dict[str, float]:
    return {
        kind: round(least if value < least else most if value > most else value, 1) for kind, value in strengths.items()
    }


def _add(found: Features, where: str, values: Mapping[str, float]) -> None:
    for kind, value in values.items():
        found[_NAMES[where, kind]] = value


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
