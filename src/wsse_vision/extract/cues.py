"""Cues: what speaks for each kind in a row of forms, and how strongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

    def holds(self, forms: Sequence[Form], places: frozenset[str], lead: Slot) -> bool:
        """Tell whether the place suits and nothing cancels the cue; that its pattern matches is known."""
        if self.where and self.where.isdisjoint(places):
            return False
        return not any(pattern.occurs(forms, lead) for pattern in self.unless)


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


@dataclass(slots=True)
class Evidence:
    """What speaks for one kind: its strength and the reasons, strongest first."""

    strength: float
    reasons: list[str]


def weigh(found: Sequence[tuple[CompiledCue, str]]) -> dict[str, Evidence]:
    """Return the evidence for each kind from cues and the words by which they matched."""
    by_kind: dict[str, dict[str, float]] = {}
    for cue, words in found:
        weights = by_kind.setdefault(cue.kind, {})
        weights[words] = max(weights.get(words, cue.weight), cue.weight)  # the same words count once
    return {kind: _together([(w, words) for words, w in cues.items()]) for kind, cues in by_kind.items()}


def _together(cues: list[tuple[float, str]]) -> Evidence:
    for_it = sorted((c for c in cues if c[0] > 0), key=lambda c: -c[0])
    against = sum(weight for weight, _ in cues if weight < 0)
    strength = sum(c[0] * _FADE[min(i, len(_FADE) - 1)] for i, c in enumerate(for_it))
    return Evidence(strength + against, list(dict.fromkeys(words for _, words in for_it)))
