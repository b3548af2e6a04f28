"""Kinds: from the evidence in a sentence and the place where it stands to one kind, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wsse_vision.extract.cues import Evidence
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


@dataclass(frozen=True, slots=True)
class Decision:
    """The kind of a passage, how sure that is (0..1), and why."""

    kind: str
    score: float
    because: list[str]


class Judge:
    """Decides kinds by the priors of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._sources = {str(k): dict(v) for k, v in codebook.sources.items()}
        self._labelled = {str(k): v for k, v in codebook.labelled.items()}

    def decide(
        self,
        evidence: Mapping[str, Evidence],
        actors: Mapping[str, float],
        section: Section | None,
        places: frozenset[str],
        company: Mapping[str, float] | None = None,
    ) -> Decision | None:
        """Return the kind of a passage, or nothing when no kind is strong enough.

        ``evidence`` is by kind, ``actors`` the weights of the institutions named, by name. Institutions
        turn what is
        proposed into policy: with them policy is at least as strong as the proposal.
        """
        strength = dict.fromkeys(KINDS, 0.0)
        for kind, found in evidence.items():
            strength[kind] += found.strength
        priors = self._priors(section, places)
        priors += [(kind, weight, "company of its section") for kind, weight in (company or {}).items()]
        for kind, weight, _ in priors:
            strength[kind] += weight
        named = sum(actors.values())
        if named >= _ACTOR:
            asked = max(strength["proposal"], _OF_VALUE * strength["value"] if self._is_norm(evidence) else 0.0)
            if asked >= THRESHOLD:
                strength["policy"] = max(strength["policy"], 0.0) + asked + _POLICY_BONUS
            else:
                strength["policy"] += _NAMED * min(named, 2.0)
        ranked = sorted(KINDS, key=lambda kind: -strength[kind])
        best, second = ranked[0], max(strength[ranked[1]], 0.0)
        if strength[best] < self._threshold(places):
            return None
        score = strength[best] / (strength[best] + 0.5 * second + 0.6)
        return Decision(best, round(score, 3), self._because(best, evidence, actors, priors))

    @staticmethod
    def _is_norm(evidence: Mapping[str, Evidence]) -> bool:
        return "value" in evidence and evidence["value"].strength >= THRESHOLD

    def _priors(self, section: Section | None, places: frozenset[str]) -> list[tuple[str, float, str]]:
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

    @staticmethod
    def _because(
        best: str,
        evidence: Mapping[str, Evidence],
        actors: Mapping[str, float],
        priors: list[tuple[str, float, str]],
    ) -> list[str]:
        kinds = [best, "proposal", "value"] if best == "policy" else [best]
        reasons = [
            f"cue: {source} ({kind})" for kind in kinds if kind in evidence for source in evidence[kind].reasons[:3]
        ]
        if best == "policy":
            reasons += [f"institution: {name}" for name in sorted(actors, key=lambda n: (-actors[n], n))[:2]]
        reasons += [reason for kind, weight, reason in priors if weight > 0 and kind in kinds]
        return list(dict.fromkeys(reasons))
