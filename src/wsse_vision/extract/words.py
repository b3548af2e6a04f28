"""Words: tokens of a text and their normal forms, worked out once per word form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
TOKEN = re.compile(_WORD.pattern + r"|[?!:;,.()«»“”\"—–…¿¡%]")
"""A word (hyphens and apostrophes separate words) or a punctuation mark that patterns may name."""

_STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "pt": "portuguese"}
_MOST_FORMS = 400_000


class Form:
    """A word form and what it is compared by.

    ``text`` is casefolded and keeps its accents, ``fold`` has none, ``stem`` is the Snowball stem without
    accents; ``keys`` are stem and fold as an index of terms spells them, ``feature`` is the name under which it is
    learned from. ``is_word`` is false for punctuation. ``slots`` are the bits of the slots that it fits, ``anywhere``,
    ``first``, ``near_start`` and ``terms`` what may begin at this form, as the owner of the vocabulary found it.
    """

    __slots__ = (
        "anywhere", "feature", "first", "fold", "is_number", "is_word", "keys", "near_start", "slots", "stem", "terms",
        "text",
    )  # fmt: skip

    def __init__(self, text: str, stem: str) -> None:
        self.text = text
        self.is_word = text[:1].isalnum()
        self.is_number = text[:1].isdigit()
        self.fold = fold(text)
        self.stem = stem
        self.keys: tuple[str, ...] = (f"~{stem}", f"={self.fold}")
        self.feature = "#" if self.is_number else stem if self.is_word else text
        self.slots = 0
        self.anywhere: Any = None
        self.first: Any = None
        self.near_start: Any = None
        self.terms: Any = ()


class Vocabulary(dict[str, Form]):
    """The forms of one language by their spelling in a text; grows as texts are read.

    ``prepare``, if there is one, is called once for each new form, so that the costly questions (which
    patterns begin
    with this word?) are asked once for each form and not once for each token.
    """

    def __init__(self, language: str, prepare: Callable[[Form], None] | None = None) -> None:
        super().__init__()
        self.language = language
        self._prepare = prepare

    def __missing__(self, spelling: str) -> Form:
        if len(self) > _MOST_FORMS:
            self.clear()
        text = spelling.casefold()
        if text != spelling:
            form = self[text]
        else:
            form = Form(text, stem(text, self.language))
            if self._prepare is not None:
                self._prepare(form)
        self[spelling] = form
        return form

    def forms(self, text: str) -> list[Form]:
        """Return the forms of the tokens of ``text``."""
        return list(map(self.__getitem__, TOKEN.findall(text)))


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points into ``text``) of its words, without punctuation."""
    return (m.span() for m in _WORD.finditer(text))


def count(text: str) -> int:
    """Return the number of words in ``text``."""
    return len(_WORD.findall(text))


def fold(text: str) -> str:
    """Return ``text`` casefolded and without accents."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def stem(word: str, language: str) -> str:
    """Return the Snowball stem of a casefolded word, without accents."""
    if not word[:1].isalpha():
        return word
    return fold(str(_stemmer(language).stemWord(word)))


def lemma(word: str, language: str) -> str:
    """Return the lemma of a casefolded word as simplemma gives it, without accents.

    Raises ``ModuleNotFoundError`` when simplemma, which only terms with ``match: lemma`` need, is not
    installed.
    """
    return _lemma(word, language)


@lru_cache(maxsize=100_000)
def _lemma(word: str, language: str) -> str:
    import simplemma

    return fold(simplemma.lemmatize(word, lang=language))


@lru_cache(maxsize=4)
def _stemmer(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(_STEMMERS[language], 0)
