"""Why a passage was coded as it was, in words for readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from wsse_vision.publish.language import N_, Translate

_REASON = re.compile(r"(?P<what>[a-z]+)(?:: (?P<words>.*?))?(?: \((?P<name>[a-z_]+)\))?", re.DOTALL)

_WORDINGS = {
    "cue": N_("the words “{words}” ({name})"),
    "term": N_("the term “{words}” ({name})"),
    "section": N_("the part of the document that it stands in"),
    "source": N_("the kind of document"),
    "institution": N_("the institution “{words}”"),
    "numbered": N_("its number"),
    "company of its section": N_("what stands around it"),
}


_LEARNED = N_("words (or their stems) frequent in passages of this kind or theme: {words} ({name})")
_WORD = N_("“{word}”")

_MOST_TOLD = 50_000
"""Reasons whose wording is remembered."""


def in_words(reasons: Sequence[str], _: Translate, names: dict[str, str]) -> list[str]:
    """Return the reasons that extraction noted as readers may read them, see ``Reasons``."""
    return Reasons(_, names).in_words(reasons)


class Reasons:
    """Tells reasons in one language; ``names`` are those of kinds and themes. Each reason is worded once."""

    def __init__(self, _: Translate, names: dict[str, str]) -> None:
        self._translate = _
        self._learned = _(_LEARNED)
        self._names = {key: name.lower() for key, name in names.items()}
        self._told: dict[str, tuple[str, str]] = {}

    def in_words(self, reasons: Sequence[str]) -> list[str]:
        """Return the reasons that extraction noted as readers may read them.

        What was learned from examples is told last, in one reason for each kind and theme. A reason that this module
        does not know stays as it is.
        """
        learned: dict[str, list[str]] = {}
        others: list[str] = []
        for reason in reasons:
            name, wording = self._told.get(reason) or self._tell(reason)
            if name:
                learned.setdefault(name, []).append(wording)
            else:
                others.append(wording)
        for name, several in learned.items():
            shown = ", ".join(dict.fromkeys(several))
            others.append(self._learned.format(words=shown, name=self._named(name)))
        return list(dict.fromkeys(others))

    def _tell(self, reason: str) -> tuple[str, str]:
        """Return what a learned word speaks for, else nothing, and the wording of the reason."""
        if len(self._told) >= _MOST_TOLD:
            self._told.clear()
        what, words, name = _parts(reason)
        if what == "words" and words and name:
            told = (name, self._translate(_WORD).format(word=words))
        elif reason in _WORDINGS:
            told = ("", self._translate(_WORDINGS[reason]))
        elif what in _WORDINGS:
            told = ("", self._translate(_WORDINGS[what]).format(words=words, name=self._named(name)))
        else:
            told = ("", reason)
        self._told[reason] = told
        return told

    def _named(self, name: str) -> str:
        return self._names.get(name) or name.lower()


@lru_cache(_MOST_TOLD)
def _parts(reason: str) -> tuple[str, str, str]:
    """Return what a reason is, its words and the name of what they speak for; empty where it has no such part."""
    found = _REASON.fullmatch(reason)
    return (found["what"], found["words"] or "", found["name"] or "") if found else ("", "", "")
