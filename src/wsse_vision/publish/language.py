"""The language of an edition: its messages, dates, lists and alphabet.

Messages come from gettext catalogues, ``templates/locale/<language>/LC_MESSAGES/messages.po``; a project's own
catalogue goes before the shipped one, message by message.
"""

from __future__ import annotations

import gettext
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from wsse_vision.home import HOME, Project
from wsse_vision.model import HandwrittenError, Language

CATALOGUE = "locale/{language}/LC_MESSAGES/messages.po"
"""Where the messages of a language are, below ``templates/``."""

_LOCALES: dict[str, str] = {"en": "en_GB", "fr": "fr", "es": "es", "pt": "pt_BR"}

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def N_(message: str) -> str:
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """Everything an edition needs to speak its language; called with a message it returns the translation."""

    language: str = "en"
    messages: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)

    def __call__(self, message: str) -> str:
        """Return the translation of ``message``, or the message itself where no catalogue has one."""
        return self.messages.gettext(message) if message else message

    def plural(self, one: str, many: str, number: int) -> str:
        """Return the form of a message that goes with ``number``."""
        return self.messages.ngettext(one, many, number)

    @property
    def locale(self) -> str:
        """The language as a tag for citations (``pt-BR``): English and Portuguese have several."""
        return "pt-BR" if self.language == "pt" else self.language

    def date(self, date: str | None) -> str:
        """Return ``YYYY[-MM[-DD]]`` as people write it; anything else as it is."""
        from datetime import date as day

        from babel.dates import format_date, format_skeleton

        found = _DATE.fullmatch(date or "")
        if not found or not found[2]:
            return date or ""
        try:
            moment = day(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            return date or ""
        if found[3]:
            return format_date(moment, "long", locale=_LOCALES[self.language])
        return format_skeleton("yMMMM", moment, locale=_LOCALES[self.language])

    def number(self, value: float, pattern: str = "#,##0") -> str:
        """Return a number with the decimal and thousands signs of the language."""
        if self.language == "es" and pattern == "#,##0" and abs(value) < 10_000:
            pattern = "0"  # Spanish groups the digits of a number from five on
        return _decimal(value, pattern, _LOCALES[self.language])

    def size(self, count: int) -> str:
        """Return a number of bytes in kB or MB."""
        unit = "ko Mo" if self.language == "fr" else "kB MB"
        small, large = unit.split()
        if count >= 1_000_000:
            return f"{self.number(count / 1_000_000, '0.0')} {large}"
        return f"{max(round(count / 1000), 1)} {small}"

    def listed(self, items: Iterable[str]) -> str:
        """Return ``items`` as a sentence names them: “a, b and c”."""
        from babel.lists import format_list

        return format_list(list(items), locale=_LOCALES[self.language])

    def key(self, text: str) -> tuple[str, str]:
        """Return what to sort ``text`` by: its letters; accents and case count only where letters are the same."""
        letters = text.casefold().replace("œ", "oe").replace("æ", "ae")
        if self.language == "es":
            # In Spanish ñ is a letter, between n and o; every other mark is an accent.
            letters = letters.replace("ñ", "n\uffff")
        plain = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
        return " ".join("".join(c for c in plain if c.isalnum() or c in " \uffff").split()), text


ENGLISH = Words()
"""What messages are written in."""


@lru_cache(maxsize=10_000)
def _decimal(value: float, pattern: str, locale: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, pattern, locale=locale)


def in_language(labels: dict[Language, str] | dict[str, str], language: str) -> str:
    """Return a label in ``language``, else in English, else in any language that has one."""
    found: dict[str, str] = {str(key): value for key, value in labels.items()}
    return found.get(language) or found.get("en") or next(iter(found.values()), "")


def words_of(project: Project, language: str) -> Words:
    """Return the words of ``language``; raises ``HandwrittenError`` for a catalogue that cannot be read."""
    found: gettext.NullTranslations = gettext.NullTranslations()
    for path in reversed(catalogues(project, language)):
        translations = _read(path)
        translations.add_fallback(found)
        found = translations
    return Words(language, found)


def catalogues(project: Project, language: str) -> list[Path]:
    """Return the catalogues of a language that exist, the project's own first."""
    name = CATALOGUE.format(language=language)
    paths = dict.fromkeys((project.root / "templates" / name, HOME / "templates" / name))
    return [path for path in paths if path.is_file()]


def _read(path: Path) -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = io.BytesIO()
    try:
        with path.open("rb") as stream:
            write_mo(compiled, read_po(stream, abort_invalid=True))
    except (PoFileError, ValueError) as error:
        line = getattr(error, "lineno", 0) + 1 if isinstance(error, PoFileError) else 1
        raise HandwrittenError([f"{'/'.join(path.parts[-5:])}:{line}: {error}"]) from None
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


Translate = Callable[[str], str]
"""A message in, its translation out."""
