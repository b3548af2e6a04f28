"""Which theme a definition defines: the one whose name stands where the defined word stands.

A sentence may speak of social money and define self-management. What it defines stands before the defining verb
(“Debt is a promise”), after a verb of calling (“we call work any effort”), between preposition and verb (“by
debt we understand”), before a colon, or after “the definition of”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wsse_vision.extract.words import TOKEN, fold, stem
from wsse_vision.sources.codebook import Codebook, in_language


def _listed(words: str) -> list[str]:
    return words.split()


_IS = (
    r"is (?!the subject|the reason|the question)(?:not |neither |no more than |above all |here )?"
    r"(?:an?|any|the|when|whatever|what|whoever|that|one|understood|measured)\b|means?\b(?! to\b)|consists? of"
    r"|designates?\b|denotes?\b|refers? to|calls? (?:it|this|them)\b"
)
_VERBS = {
    "en": _IS,
    "fr": r"c['’]est|n['’]est|(?:est|sont|n['’]est) (?:un|une|le|la|les|l['’]|ce|celui|celles?|ceux|tout|toute|d['’])"
    r"|désigne|signifie|veut dire|consiste|s['’]entend|se (?:mesure|lit|juge|définit)|comprend\b|appelons ainsi",
    "es": r"(?:es|son) (?:un|una|el|la|lo|los|las|todo|toda|que|cuando|poder)\b|significa|quiere decir|consiste"
    r"|designa|se (?:mide|entiende|define)|(?:llamamos|llamo) así",
    "pt": r"(?:é|são) (?:um|uma|o|a|os|as|tudo|toda|que|quando|aquilo|dinheiro)\b|significa|quer dizer|consiste"
    r"|designa|se (?:mede|entende|define)|(?:chamamos|chamo) assim",
}
"""Between what is defined and what it is; a copula counts only before what may be a definition."""

_PREPOSED = {
    "en": r"\bby (?P<name>[^,.;:]+?),? (?:taken alone,? )?(?:we|i) (?:understand|mean)\b",
    "fr": r"\bpar (?P<name>[^,.;:]+?),? (?:nous|j['’]|on) ?(?:entend|compren|désign)",
    "es": r"\bpor (?P<name>[^,.;:]+?),? (?:entendemos|entiendo|designamos)\b"
    r"|\bent(?:iend|end)\w+ por (?P<rest>[^,.;:]+)",
    "pt": r"\bpor (?P<name>[^,.;:]+?),? (?:entendemos|entendo|designamos)\b|\bent(?:end)\w+ por (?P<rest>[^,.;:]+)",
}
_CALLED = {
    "en": r"\b(?:we|i) call (?P<rest>[^,.;:]+)",
    "fr": r"\b(?:nous appelons|j['’]appelle) (?P<rest>[^,.;:]+)",
    "es": r"\b(?:llamamos|llamo) (?P<rest>[^,.;:]+)",
    "pt": r"\b(?:chamamos|chamo) (?P<rest>[^,.;:]+)",
}
_DEFINITION_OF = (
    r"\b(?:definition of|définition (?:de |du |d['’])|definición de(?:l)?|definição d[eoa]) ?(?P<rest>[^,.;:]+)"
)

_LEAD = re.compile(
    r"^(?:as for|quant (?:à|aux?)|en cuanto a(?:l)?|quanto (?:à|aos?)"
    r"|(?:for|pour|para) (?:me|us|some|others|them|moi|nous|mí|nosotros|mim|nós)\b)\s*",
)
_STATES = re.compile(r"\b(?:is|are|was|were|has|have|est|sont|était|a|ont|es|son|era|fue|hay|é|são|foi|há)\b")
"""Words by which what stands before a colon is a statement of its own."""

_SAID = re.compile(
    r"\b(?:for (?:me|us|them)|pour (?:moi|nous|eux|elles|d['’]autres)|à nos yeux|para (?:m[íi]m?|nosotr[oa]s|nós)"
    r"|(?:is|est|es|é) [\w-]+ (?:when|lorsque?|quand|cuando|quando)"
    r"|meaning|(?:the|le|el|la|a) (?:word|mot|palabra|palavra))\b"
)
"""By these words somebody says what a thing is to them, when it is so, or how the word is used."""

_CLAUSES = re.compile(r"[.;!?»”]\s+|\b(?:que|that)\s|(?<=[a-zà-ÿ]):\s|\band\s(?=the\b)")
_ARTICLES = frozenset(_listed("a an the any un une le la les l des du el los las lo o os as um uma ce cette este esta"))
_GO_ON = frozenset(
    _listed(
        "of for in between from with by de du des d pour par entre del para por do da dos das em sobre en au aux"
        " le la les l el los las o os as"
    )
)
"""Words by which a name goes on without becoming another: “the efficiency of the firm”."""

_AROUND = (" and ", " et ", " y ", " e ")
_LEAST = 0.8
"""Weaker terms than this name other things as well."""

_MOST_MORE = 6
"""A name with its complements is at most so many words longer than the theme's."""


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    theme: str
    place: int  # 0 for the theme's own name, 1 for a term of it or a part of its name


@dataclass(slots=True)
class DefinedThemes:
    """Finds the themes that a definition defines, by the names and terms of the codebook."""

    codebook: Codebook
    _names: dict[str, dict[str, list[_Name]]] = field(default_factory=dict)

    def find(self, text: str, language: str, themes: list[str]) -> list[tuple[str, int]]:
        """Return the themes that ``text`` defines with 0 for those that it names, 1 for those of which it uses a term.

        ``themes`` are those that the definition was coded with: only of these are terms looked for, since they are
        less certain than a name. A language without rules defines nothing.
        """
        if language not in _VERBS:
            return []
        found: dict[str, int] = {}
        for span, open_ended in _spans(_plain(text), language):
            words = _words(span, language)
            # A name stands at the beginning, or after one word.
            for name in (name for first in set(words[:2]) for name in self._of(language).get(first, ())):
                if not (name.place == 0 or name.theme in themes):
                    continue
                if _is_head(name.words, words, english=language == "en", open_ended=open_ended):
                    found[name.theme] = min(name.place, found.get(name.theme, 1))
        order = [theme.id for theme in self.codebook.themes]
        return sorted(found.items(), key=lambda item: (item[1], order.index(item[0])))

    def is_form(self, text: str, language: str) -> bool:
        """Tell whether ``text`` says of anything what it is, in one of the forms of a definition.

        In a language without rules everything may.
        """
        if language not in _VERBS:
            return True
        plain = _plain(text)
        return bool(_SAID.search(plain)) or any(
            _words(span, language) for span, _ in _spans(plain, language, short=True)
        )

    def _of(self, language: str) -> dict[str, list[_Name]]:
        """Return the names of themes in a language by their first word."""
        if language not in self._names:
            self._names[language] = {}
            for name in self._read(language):
                if name.words:
                    self._names[language].setdefault(name.words[0], []).append(name)
        return self._names[language]

    def _read(self, language: str) -> Iterator[_Name]:
        for theme in self.codebook.themes:
            labels = {str(code): label for code, label in theme.label.items()}
            label = labels.get(language, "")
            if label:
                yield _Name(_stems(label, language), theme.id, 0)
                for joint in _AROUND:
                    for part in label.split(joint)[: 2 if joint in label else 0]:
                        yield _Name(_stems(part, language), theme.id, 1)
            for term in in_language(theme.terms, language) or []:
                if term.weight >= _LEAST:
                    yield _Name(_stems(term.term, language), theme.id, 1)


def _plain(text: str) -> str:
    """Return ``text`` in small letters without opening quotation marks and the English genitive's ending."""
    return " ".join(re.sub(r"[«“]|[’']s\b", " ", text.casefold()).split())


def _spans(text: str, language: str, *, short: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of a text that begin with what is defined, and whether they may go on beyond it.

    With ``short`` what stands before a colon counts only as a name: few words, and no statement.
    """
    for pattern in (_PREPOSED[language], _CALLED[language], _DEFINITION_OF):
        for found in re.finditer(pattern, text):
            yield next((group, name != "name") for name, group in found.groupdict().items() if group)
    for part in _subjects(text, language, short=short):
        yield part, False


def _subjects(text: str, language: str, *, short: bool) -> Iterator[str]:
    """Yield what stands before the defining verb of each clause, and before the first colon."""
    verb = re.compile(rf"(?<![\w’'-])(?:{_VERBS[language]})")
    for clause in _CLAUSES.split(text):
        found_verb = verb.search(clause)
        if found_verb:
            yield from _before(clause[: found_verb.start()])
    head, colon, _rest = text.partition(":")
    head = re.split(r"[.;]\s", head)[-1]
    if colon and not (short and (len(head.split()) > _MOST_MORE or _STATES.search(head))):
        yield from _before(head)


def _before(text: str) -> Iterator[str]:
    """Yield what may be the subject of a clause: its first part, and the one after an introduction."""
    for part in text.split(",")[:2]:
        yield _LEAD.sub("", part.strip())


def _words(text: str, language: str) -> list[str]:
    words = [token for token in TOKEN.findall(text) if token[0].isalnum()]
    while words and fold(words[0]) in _ARTICLES | {"ao", "al", "to", "à"}:
        words.pop(0)
    return [stem(word, language) for word in words]


def _stems(name: str, language: str) -> tuple[str, ...]:
    return tuple(stem(token, language) for token in TOKEN.findall(name.casefold()) if token[0].isalnum())


def _is_head(name: tuple[str, ...], words: list[str], *, english: bool, open_ended: bool) -> bool:
    """Tell whether ``name`` is what ``words`` name.

    It stands at their beginning, in English also after an adjective; an adjective may follow it in the other
    languages, a complement in all. Nothing more may, unless the words are ``open_ended``.
    """
    size = len(name)
    for begin in (0, 1) if english and words and words[0] not in _NO_ADJECTIVE else (0,):
        if not name or tuple(words[begin : begin + size]) != name:
            continue
        rest = words[begin + size :]
        if open_ended or len(rest) <= (0 if english else 1) or (rest[0] in _GO_ON and len(rest) <= _MOST_MORE):
            return True
    return False


_NO_ADJECTIVE = frozenset(_listed("it they our their my your his her not no more most such on in at to every each"))
