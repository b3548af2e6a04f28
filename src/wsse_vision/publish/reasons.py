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


def in_words(reasons: Sequence[str], _: Translate, names: dict[str, str]) -> list[str]:
    """Return the reasons that extraction noted as readers may read them; ``names`` are those of kinds and themes.

    What was learned from examples is told last, in one reason for each kind and theme. A reason that this module does
    not know stays as it is.
    """
    learned: dict[str, list[str]] = {}
    others: list[str] = []
    for reason in reasons:
        what, words, name = _parts(reason)
        if what == "words" and words and name:
            learned.setdefault(name, []).append(_(_WORD).format(word=words))
        else:
            others.append(_in_words(reason, _, names))
    for name, several in learned.items():
        shown = ", ".join(dict.fromkeys(several))
        others.append(_(_LEARNED).format(words=shown, name=names.get(name, name).lower()))
    return list(dict.fromkeys(others))


def _in_words(reason: str, _: Translate, names: dict[str, str]) -> str:
    if reason in _WORDINGS:
        wording = _WORDINGS[reason]
        return _(wording)
    what, words, name = _parts(reason)
    if what not in _WORDINGS:
        return reason
    wording = _WORDINGS[what]
    return _(wording).format(words=words, name=names.get(name, name).lower())


@lru_cache(maxsize=50_000)
def _parts(reason: str) -> tuple[str, str, str]:
    """Return what a reason is, its words and the name of what they speak for; empty where it has no such part."""
    found = _REASON.fullmatch(reason)
    return (found["what"], found["words"] or "", found["name"] or "") if found else ("", "", "")
