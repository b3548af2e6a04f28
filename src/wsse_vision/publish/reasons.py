"""Why a passage was coded as it was, in words for readers."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
        found = _REASON.fullmatch(reason)
        if found and found["what"] == "words" and found["words"] and found["name"]:
            learned.setdefault(found["name"], []).append(_(_WORD).format(word=found["words"]))
        else:
            others.append(_in_words(reason, _, names))
    for name, words in learned.items():
        shown = ", ".join(dict.fromkeys(words))
        others.append(_(_LEARNED).format(words=shown, name=names.get(name, name).lower()))
    return list(dict.fromkeys(others))


def _in_words(reason: str, _: Translate, names: dict[str, str]) -> str:
    if reason in _WORDINGS:
        wording = _WORDINGS[reason]
        return _(wording)
    found = _REASON.fullmatch(reason)
    if found is None or found["what"] not in _WORDINGS:
        return reason
    name = names.get(found["name"] or "", found["name"] or "")
    wording = _WORDINGS[found["what"]]
    return _(wording).format(words=found["words"] or "", name=name.lower())
