"""Sentences: where a passage is cut, with exact offsets.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number or an address, or
what follows
goes on in lower case. Everything is decided at the terminators, so the cost is linear in the text.
"""

from __future__ import annotations

import re

_TERMINATORS = re.compile(r"(?<![.!?…])[.!?…]++")
_CLOSING = "\"'”’»›)]*_"
_OPENING = "\"'“”‘«‹([¿¡—–-*_"
_BULLETS = "-–—•·▪*»›"
_LAST_WORD = re.compile(r"[^\s(\[{«“\"'’]*\Z")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EVERYWHERE = (
    "cf fig figs tab vol vols ed eds pp p n nº no nr op cit ibid id al vs ca st dr mr prof tel fax ext ms "
    "inc ltd co jr sr hab bros"
)
_ABBREVIATIONS = {
    "en": "e.g i.e mrs messrs rev hon gov sen rep gen col capt lt sgt dept univ assn approx est min max ch "
    "chap sec para art arts viz resp jan feb mar apr jun jul aug sep sept oct nov dec mt ft nos",
    "fr": "m mm mme mmes mlle mlles me mgr pr art chap p.ex ex c.-à-d c.à.d env av apr j.-c s sq suiv trad "
    "dir coll éd rééd t tél bd boul janv févr avr juil sept oct nov déc min max réf obs",
    "es": "sra sres sras srta d dña dra profa lic ing arq art arts núm núms nro pág págs cap caps p.ej ej ud "
    "uds vd vds ee.uu aa.vv av avda c/ cía s.a s.l gral gob depto dpto aprox trad coord coords dir hnos "
    "ene feb mar abr jun jul ago sep oct nov dic máx mín",
    "pt": "sra srs sras srta d dra profa eng arq art arts núm pág págs cap caps p.ex ex exmo exma av r ltda "
    "s.a cia gov dep depto dpto aprox trad org orgs coord coords dir jan fev mar abr mai jun jul ago set "
    "out nov dez máx mín séc",
}
_BEFORE_NUMBER = _set(
    "no nº n.º n.o num núm nro p pp pág págs pag art arts fig figs tab vol cap chap ch sec par para § al n"
)
"""Abbreviations that are also words or ends of sentences: they count only before a number."""

_MAY_END = _set("etc s.a ltd ltda inc co jr cia cía ee.uu cit al a.m p.m u.s u.k d.c hab")
"""Abbreviations after which a capital begins a new sentence."""

_SOFT = _set("no co al sec me set out mar sept dec ex pr est max min cap t s r c d dir") - _MAY_END
"""Abbreviations that are words as well: at an end they are taken for words."""


def _abbreviations(language: str) -> frozenset[str]:
    own = _ABBREVIATIONS.get(language, "")
    return frozenset((own + " " + _EVERYWHERE).split())


_BY_LANGUAGE = {language: _abbreviations(language) for language in ("en", "fr", "es", "pt", "")}


def sentences(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of ``text[start:end]``, in code points into ``text``.

    White space and list bullets around a sentence belong to none. A language without a list of its own is
    cut by the general rules.
    """
    known = _BY_LANGUAGE.get(language, _BY_LANGUAGE[""])
    found: list[tuple[int, int]] = []
    begin = start
    for match in _TERMINATORS.finditer(text, start, end):
        if match.end() < begin:
            continue
        close = _past_closing(text, match.end(), end)
        if close < end and not text[close].isspace():
            continue
        following = _first_letter(text, close, end)
        if close < end and not _ends(text, begin, match.span(), following, known):
            continue
        found.append(trimmed(text, begin, close))
        begin = close
    found.append(trimmed(text, begin, end))
    return [(a, b) for a, b in found if a < b]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``start`` and ``end`` without white space around them and without a bullet at the start."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if start + 1 < end and text[start] in _BULLETS and text[start + 1].isspace():
        return trimmed(text, start + 1, end)
    return start, end


def _past_closing(text: str, position: int, end: int) -> int:
    """Return the place after the quotation marks and brackets that close at ``position``."""
    while position < end:
        if text[position] in _CLOSING:
            position += 1
        elif text[position] in "\u00a0\u202f " and position + 1 < end and text[position + 1] == "»":
            position += 2
        else:
            break
    return position


def _ends(text: str, begin: int, mark: tuple[int, int], following: str, known: frozenset[str]) -> bool:
    """Tell whether the terminator at ``mark`` ends the sentence that began at ``begin``."""
    stop, after = mark
    if following == "" or not (text[stop:after] == "." or following.islower()):
        return True
    if following.islower():
        return False
    word = _LAST_WORD.search(text, max(begin, stop - 24), stop)
    last = word.group().casefold() if word else ""
    if last in _MAY_END:
        return not following.isdigit()
    if last in _BEFORE_NUMBER and (following.isdigit() or following in "IVXLC"):
        return False
    if len(last) == 1 and last.isalpha():
        return not _is_initial(text, begin, stop) and (last not in known or last in _SOFT)
    counts = last.rstrip(".)").isdigit() and text[begin:stop].strip() == last  # "3." at the start
    return not counts and (last not in known or last in _SOFT)


def _is_initial(text: str, begin: int, stop: int) -> bool:
    letter = text[stop - 1]
    return (letter.isupper() and letter != "I") or text[begin : stop - 1].endswith(".")


def _first_letter(text: str, position: int, end: int) -> str:
    """Return the first character after ``position`` that is no white space and no opening mark."""
    for index in range(position, min(end, position + 12)):
        if not text[index].isspace() and text[index] not in _OPENING:
            return text[index]
    return "" if position + 12 >= end else "A"
