"""The language of a document and of each of its blocks."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from wsse_vision.model import LANGUAGES, UNDETERMINED, Block

LETTERS = 40
"""Letters that a block needs for its language to be told from itself alone."""

SAMPLE = 2_000
"""Characters of a block that are looked at."""

_MARGIN = 0.9
"""Probability among our languages from which a block's own language counts."""

_FOREIGN = 0.9
"""Probability among all languages from which a block is in another language than ours."""

_LATIN = re.compile("[\\x00-\\x7f\u00c0-\u024f\u1e00-\u1eff]+")
"""Most of what texts in Latin letters consist of."""

_KIN = frozenset({"an", "ast", "ca", "ext", "frp", "gcf", "gl", "la", "lad", "mwl", "oc", "pap", "pcm", "sco", "wa"})
"""Languages so near to ours that a short text of ours is easily taken for them."""


def assign(text: str, blocks: Sequence[Block], given: str | None = None, stated: str | None = None) -> str:
    """Set ``language`` of each of ``blocks`` of ``text``; return the document's language.

    ``given`` is the document's language as a person gave it, which stands; ``stated`` is what the document
    says of itself, which stands unless its text clearly says otherwise. A block of at least ``LETTERS``
    letters speaks for itself when the case is clear; others have the language of their section, else the
    document's. A passage in another language or mainly in another script is ``und``.
    """
    own = [_identify(text[block.start : block.end]) for block in blocks]
    weights = _weights(blocks, own)
    if not weights and (whole := _identify(text, LETTERS // 2)):
        weights = {whole: len(text)}  # short passages may tell together what none tells alone
    document = _main_language(weights, _known(given), _known(stated))
    sections = _section_languages(blocks, own)
    for block, language in zip(blocks, own, strict=True):
        block.language = language or _inherited(text[block.start : block.end], block, sections, document)
    return document


def _inherited(passage: str, block: Block, sections: Mapping[tuple[str, ...], str], document: str) -> str:
    if _script(passage) == "other":
        return UNDETERMINED
    path = (*block.section, passage) if block.role == "heading" else tuple(block.section)
    while path and path not in sections:
        path = path[:-1]
    section = sections.get(path, document)
    return section if section == document else _nearer(passage, section, document)


def _nearer(passage: str, section: str, document: str) -> str:
    """Return the language of a short passage: ``section`` unless ``document`` is clearly nearer."""
    if UNDETERMINED in (section, document):
        return section
    ranks = dict(_identifier().rank(passage))
    return document if ranks.get(document, 0.0) > 2 * ranks.get(section, 0.0) else section


def _known(language: str | None) -> str | None:
    short = language.lower().replace("_", "-").split("-")[0] if isinstance(language, str) else ""
    return short if short in LANGUAGES else None


def _main_language(weights: Mapping[str, int], given: str | None, stated: str | None) -> str:
    if given:
        return given
    total = sum(weights.values())
    if stated and (total < 200 or weights.get(stated, 0) > 0.2 * total):
        return stated
    return max(sorted(weights), key=lambda language: weights[language], default=UNDETERMINED)


def _weights(blocks: Sequence[Block], own: Sequence[str | None]) -> dict[str, int]:
    """Return the number of characters that speak for each language."""
    weights: Counter[str] = Counter()
    for block, language in zip(blocks, own, strict=True):
        if language:
            weights[language] += block.end - block.start
    return dict(weights)


def _section_languages(blocks: Sequence[Block], own: Sequence[str | None]) -> dict[tuple[str, ...], str]:
    """Return the language of each section (with those below it) that is clearly in one language."""
    weights: dict[tuple[str, ...], Counter[str]] = {}
    for block, language in zip(blocks, own, strict=True):
        if language:
            for depth in range(1, len(block.section) + 1):
                weights.setdefault(tuple(block.section[:depth]), Counter())[language] += block.end - block.start
    clear: dict[tuple[str, ...], str] = {}
    for path, count in weights.items():
        language, weight = count.most_common(1)[0]
        if weight > 0.7 * count.total():
            clear[path] = language
    return clear


def _identify(text: str, least: int = LETTERS) -> str | None:
    """Return the language that ``text`` is evidently in, null when it is too short or not clear."""
    sample = text[:SAMPLE]
    if _script(sample) == "other":
        return UNDETERMINED
    letters = sum(map(str.isalpha, sample))
    if letters < least:
        return None
    if sum(map(str.isdigit, sample)) > 0.4 * len(sample):
        return None
    ranks = dict(_identifier().rank(sample))
    ours = {language: ranks.get(language, 0.0) for language in LANGUAGES}
    best = max(ours, key=lambda language: ours[language])
    share = ours[best] / (sum(ours.values()) or 1.0)
    winner = max(ranks, key=lambda language: ranks[language])
    if winner not in LANGUAGES and ranks[winner] >= _FOREIGN and (letters >= 3 * LETTERS or winner not in _KIN):
        return UNDETERMINED
    return best if share >= _MARGIN and (ranks[best] >= 0.2 or winner in _KIN) else None


def _script(text: str) -> str:
    """Return "latin", "other" when most letters are of another script, "none" without letters."""
    letters = sum(map(str.isalpha, text))
    if not letters:
        return "none"
    if text.isascii():
        return "latin"
    rare = (char for char in _LATIN.sub("", text) if char.isalpha())
    other = sum(not unicodedata.name(char, "").startswith("LATIN") for char in rare)
    return "other" if other > letters - other else "latin"


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
