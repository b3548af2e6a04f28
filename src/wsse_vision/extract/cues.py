"""Cues: what speaks for each kind in a row of forms, and how strongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsse_vision.extract.patterns import Compiler, Pattern, Slot
from wsse_vision.extract.words import Form
from wsse_vision.sources.codebook import Codebook, in_language

_FADE = (1.0, 0.6, 0.4, 0.25)
"""What the first, second ... cue of one kind counts: several weak ones together stay behind a strong one."""


@dataclass(frozen=True, slots=True, eq=False)
class CompiledCue:
    """A cue ready for use. ``kind`` is empty for a cue of boilerplate."""

    kind: str
    source: str
    weight: float
    where: frozenset[str]
    unless: tuple[Pattern, ...]
    patterns: tuple[Pattern, ...]

    def holds(self, forms: Sequence[Form], absent: int, places: frozenset[str], lead: Slot) -> bool:
        """Tell whether the place suits and nothing cancels the cue; that its pattern matches is known, and ``absent``
        are the bits of slots that none of ``forms`` fits."""
        if self.where and self.where.isdisjoint(places):
            return False
        possible = [pattern for pattern in self.unless if not pattern.needs & absent]
        return not any(pattern.occurs(forms, lead) for pattern in possible)


def compiled_cues(codebook: Codebook, language: str, compiler: Compiler) -> list[CompiledCue]:
    """Return the cues of ``codebook`` for ``language``, those of boilerplate included."""
    cues: list[CompiledCue] = []
    for kind in codebook.kinds:
        for group in in_language(kind.cues, language) or []:
            unless = tuple(p for source in group.unless for p in compiler.compile(source))
            for cue in group.cues:
                patterns = tuple(compiler.compile(cue.cue))
                cues.append(CompiledCue(kind.id, cue.cue, group.weight, frozenset(group.where), unless, patterns))
    for cue in in_language(codebook.boilerplate, language) or []:
        cues.append(CompiledCue("", cue.cue, 1.0, frozenset(), (), tuple(compiler.compile(cue.cue))))
    return cues


class Evidence(NamedTuple):
    """What speaks for one kind: its strength, and the places of the words that do, strongest first."""

    strength: float
    spans: Sequence[tuple[int, int]]


def weigh(found: Sequence[tuple[CompiledCue, tuple[int, int]]]) -> dict[str, Evidence]:
    """Return the evidence for each kind from cues and the places at which they matched."""
    by_kind: dict[str, dict[tuple[int, int], float]] = {}
    for cue, span in found:
        weights = by_kind.setdefault(cue.kind, {})
        weights[span] = max(weights.get(span, cue.weight), cue.weight)  # the same words count once
    return {kind: _together(weights) for kind, weights in by_kind.items()}


def _together(weights: Mapping[tuple[int, int], float]) -> Evidence:
    strength, against = 0.0, 0.0
    ranked = sorted(weights.items(), key=lambda one: -one[1])
    for number, (_, weight) in enumerate(ranked):
        if weight > 0:
            strength += weight * _FADE[min(number, len(_FADE) - 1)]
        else:
            against += weight
    return Evidence(strength + against, [span for span, weight in ranked if weight > 0])
