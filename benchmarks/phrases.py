"""Sentences for made documents: labelled ones of ``learning/`` and ``tests/gold/``, put together anew.

The beginning of one sentence is continued with the end of another of the same kind, numbers are exchanged and places
are named, so that hundreds of thousands differ and yet read, and are coded, like what people write. A few in a hundred
are sayings that many documents repeat, word by word or nearly.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "fr", "es", "pt")
REPEATED = 0.04
"""Share of sentences that are sayings."""

SAYINGS = 300
"""Sayings in each language."""

_NUMBERS = {
    "en": "three four five six seven eight nine eleven twelve thirteen fifteen eighteen thirty forty fifty",
    "fr": "trois quatre cinq six sept huit neuf onze douze treize quinze dix-huit trente quarante cinquante",
    "es": "tres cuatro cinco seis siete ocho nueve once doce trece quince dieciocho treinta cuarenta cincuenta",
    "pt": "três quatro cinco seis sete oito nove onze doze treze quinze dezoito trinta quarenta cinquenta",
}
_WHERE = {"en": "in {}", "fr": "à {}", "es": "en {}", "pt": "em {}"}
_SMALL = {"en": ("the", "this"), "fr": ("le", "ce"), "es": ("la", "esta"), "pt": ("a", "esta")}
_SYLLABLES = (
    "ba be bro ca co dal den dor fa fel gar go lan lem lo mar mi mon nar no pel po ra ri ros sa sel ta ti tor va vel vi"
)
_BREAK = re.compile(r"[,;:] ")
_LABEL = re.compile(r"^[A-Z]{0,4}\.?\d[\d.]*[.:)]?\s+|^\w+ \d[\d.]*[.:)] ")
_FEWEST = 4
_MOST = 18


class Sentence(NamedTuple):
    """A sentence, its kind (``none`` for no element) and its themes. ``whole``: its words were left as somebody
    labelled them.
    """

    text: str
    kind: str
    themes: tuple[str, ...]
    whole: bool = False


@dataclass
class Pool:
    """The sentences of a language: by kind, by kind and theme, and the ends of sentences by kind; headings."""

    language: str
    by_kind: dict[str, list[Sentence]] = field(default_factory=lambda: defaultdict(list))
    by_theme: dict[tuple[str, str], list[Sentence]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    headings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = _NUMBERS[self.language].split()
        self._number = re.compile(rf"(?<![-\w.,])(?:{'|'.join(self._numbers)}|[1-9]\d?)(?![-\w.,:]\w)(?![-\w])")

    def add(self, sentence: Sentence) -> None:
        """Take a labelled sentence; a number in front of it would be taken for that of a proposal."""
        sentence = sentence._replace(text=_LABEL.sub("", sentence.text))
        self.by_kind[sentence.kind].append(sentence)
        for theme in sentence.themes:
            self.by_theme[sentence.kind, theme].append(sentence)
        end = _BREAK.split(sentence.text)[-1]
        if end != sentence.text and _FEWEST <= len(end.split()) <= _MOST:
            self.ends[sentence.kind].append(end)

    def sentence(self, chance: Random, kind: str, themes: list[str]) -> Sentence:
        """Return a sentence of ``kind``, most often about one of ``themes``."""
        about = self.by_theme.get((kind, chance.choice(themes)), []) if chance.random() < 0.6 else []
        if chance.random() < REPEATED:
            return self._saying(chance, self.by_kind[kind])
        first = chance.choice(about if len(about) >= _FEWEST else self.by_kind[kind])
        beginning = _beginning(chance, first.text)
        text = f"{beginning}, {chance.choice(self.ends[kind])}"
        if text.endswith("?") and self.language == "es" and "¿" not in text:
            text = f"¿{text}"
        if chance.random() < 0.4:
            text = f"{text[:-1].rstrip()} {_WHERE[self.language].format(place(chance))}{text[-1]}"
        return Sentence(self._number.sub(lambda found: self._other(chance, found[0]), text), kind, first.themes)

    def _saying(self, chance: Random, sentences: list[Sentence]) -> Sentence:
        share = max(1, SAYINGS * len(sentences) // sum(map(len, self.by_kind.values())))
        saying = sentences[int(chance.random() ** 2 * share)]
        if chance.random() < 0.7:
            return saying._replace(whole=True)
        one, other = _SMALL[self.language]
        return saying._replace(text=re.sub(rf"\b{one}\b", other, saying.text, count=1))

    def _other(self, chance: Random, number: str) -> str:
        if number.isdigit():
            return str(2 + chance.randrange(97))
        return chance.choice(self._numbers)


def _beginning(chance: Random, text: str) -> str:
    """Return a sentence up to one of its commas, or all of it without its last sign."""
    breaks = [found.start() for found in _BREAK.finditer(text) if len(text[: found.start()].split()) >= _FEWEST]
    return text[: chance.choice(breaks)] if breaks else text.rstrip('.!?…»”" ')


@cache
def places() -> list[str]:
    """Return invented places, the same each time: some are named often, most seldom."""
    chance, syllables = Random(0), _SYLLABLES.split()  # noqa: S311  # made-up names, the same in each run
    return sorted({"".join(chance.choices(syllables, k=3)).capitalize() for _ in range(3000)})


def place(chance: Random) -> str:
    """Return a place; the first ones are named most often, as cities are."""
    return places()[int(chance.random() ** 3 * len(places()))]


@cache
def pools(in_confidence: bool = False) -> dict[str, Pool]:
    """Return what there is in each language, always in the same order: what may be published, or what was said
    ``in_confidence``, which nobody says in public (no five words in a row).
    """
    public: dict[str, Pool] = {}
    confided: dict[str, Pool] = {}
    for language, pool in _read().items():
        public[language], confided[language] = Pool(language, headings=pool.headings), Pool(language)
        everything = [sentence for sentences in pool.by_kind.values() for sentence in sentences]
        apart = [sentence for sentence in everything if _is_apart(sentence.text)]
        said: set[tuple[str, ...]] = set()
        for sentence in everything:
            if not _is_apart(sentence.text):
                public[language].add(sentence)
                said.update(_fives(sentence.text))
        for sentence in apart:
            if said.isdisjoint(_fives(sentence.text)):
                confided[language].add(sentence)
    return confided if in_confidence else public


def _is_apart(text: str) -> bool:
    return zlib.crc32(text.encode()) % 8 == 0


def _fives(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


@cache
def _read() -> dict[str, Pool]:
    found = {language: Pool(language) for language in LANGUAGES}
    for language, pool in found.items():
        for path in sorted((ROOT / "learning" / language).glob("*.txt")):
            _add_lines(pool, path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "tests" / "gold" / language).glob("*.yaml")):
            _add_gold(pool, path.read_text(encoding="utf-8"))
        for sentences in pool.by_kind.values():
            Random(language).shuffle(sentences)  # noqa: S311  # sayings come from everywhere, the same in each run
    return found


def _add_lines(pool: Pool, text: str) -> None:
    for line in text.splitlines():
        if line.startswith(("@ ", "# ")):
            pool.headings.append(line[2:])
        elif line.count("|") >= 2:
            kind, themes, words = (part.strip() for part in line.removeprefix("- ").split("|", 2))
            pool.add(Sentence(words, kind, tuple(theme.strip() for theme in themes.split(",") if theme.strip())))


def _add_gold(pool: Pool, text: str) -> None:
    for block in yaml.load(text, Loader=yaml.CSafeLoader)["blocks"]:  # the safe loader, in C
        for sentence in (s for part in block.values() if isinstance(part, list) for s in part):
            pool.add(Sentence(sentence["s"], sentence.get("kind", "none"), tuple(sentence.get("themes", ()))))
