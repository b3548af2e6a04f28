"""Kinds: from the evidence in a sentence and the place where it stands to one kind, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wsse_vision.extract.cues import Evidence
from wsse_vision.extract.reading import Reading, Span
from wsse_vision.model import KINDS
from wsse_vision.sources.codebook import Codebook, Section

THRESHOLD = 1.0
THRESHOLD_NOTE = 1.8
THRESHOLD_CELL = 1.6
"""Least strength of an element, in the weights of the codebook; a note or a table's cell must be clearer."""

_ACTOR = 1.0
_POLICY_BONUS = 0.3
_OF_VALUE = 0.85
_NAMED = 0.5


_MOST_SHOWN = 6

Prior = tuple[str, float, str]
"""A kind, what speaks for it, and why."""


class Verdict(NamedTuple):
    """The kind of a passage and how sure that is (0..1)."""

    kind: str
    score: float
    words: Sequence[str] = ()
    """Words without a cue that told, strongest first."""


def _words(reading: Reading, span: Span) -> str:
    """Return the words by which a cue matched, for people to read; of many the first and last."""
    words = [form.text for form in reading.forms[slice(*span)]]
    return " ".join(words if len(words) <= _MOST_SHOWN else [*words[:3], "…", *words[-2:]])


class Judge:
    """Decides kinds by the priors of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._sources = {str(k): dict(v) for k, v in codebook.sources.items()}
        self._labelled = {str(k): v for k, v in codebook.labelled.items()}

    def decide(
        self,
        evidence: Mapping[str, Evidence],
        reading: Reading,
        priors: Sequence[Prior],
        places: frozenset[str],
        company: Mapping[str, float] | None = None,
    ) -> Verdict | None:
        """Return the kind of a passage, or nothing when no kind is strong enough.

        ``evidence`` is by kind, as ``weigh`` gives it for the cues of ``reading``. Institutions turn what is
        proposed into policy: with them policy is at least as strong as the proposal.
        """
        strength = dict.fromkeys(KINDS, 0.0)
        for kind, found in evidence.items():
            strength[kind] += found.strength
        for kind, weight, _ in priors:
            strength[kind] += weight
        for kind, weight in (company or {}).items():
            strength[kind] += weight
        named = sum(reading.actors.values())
        if named >= _ACTOR:
            asked = max(strength["proposal"], _OF_VALUE * strength["value"] if self._is_norm(evidence) else 0.0)
            if asked >= THRESHOLD:
                strength["policy"] = max(strength["policy"], 0.0) + asked + _POLICY_BONUS
            else:
                strength["policy"] += _NAMED * min(named, 2.0)
        best = max(KINDS, key=strength.__getitem__)
        second = max(0.0, *(value for kind, value in strength.items() if kind != best))
        if strength[best] < self._threshold(places):
            return None
        score = strength[best] / (strength[best] + 0.5 * second + 0.6)
        return Verdict(best, round(score, 3))

    @staticmethod
    def _is_norm(evidence: Mapping[str, Evidence]) -> bool:
        return "value" in evidence and evidence["value"].strength >= THRESHOLD

    def priors(self, section: Section | None, places: frozenset[str]) -> list[Prior]:
        """Return what the place of a passage adds to each kind, with the reason."""
        found = (
            [(str(kind), weight, f"section: {section.role}") for kind, weight in section.prior.items()]
            if section
            else []
        )
        if "labelled" in places:
            found += [(kind, weight, "numbered") for kind, weight in self._labelled.items()]
        for genre, prior in self._sources.items():
            if genre in places:
                found += [(str(kind), weight, f"source: {genre}") for kind, weight in prior.items()]
        return found

    @staticmethod
    def _threshold(places: frozenset[str]) -> float:
        if "note" in places:
            return THRESHOLD_NOTE
        return THRESHOLD_CELL if "cell" in places and "labelled" not in places else THRESHOLD


def because(
    best: str,
    evidence: Mapping[str, Evidence],
    reading: Reading,
    priors: Sequence[Prior],
) -> list[str]:
    """Return why a passage is of the kind ``best``: cues, institutions, priors."""
    kinds = [best, "proposal", "value"] if best == "policy" else [best]
    reasons = [
        f"cue: {words} ({kind})"
        for kind in kinds
        if kind in evidence
        for words in dict.fromkeys(_words(reading, span) for span in evidence[kind].spans[:3])
    ]
    if best == "policy":
        actors = reading.actors
        reasons += [f"institution: {name}" for name in sorted(actors, key=lambda n: (-actors[n], n))[:2]]
    reasons += [reason for kind, weight, reason in priors if weight > 0 and kind in kinds]
    return list(dict.fromkeys(reasons))
