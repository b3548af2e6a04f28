"""When two passages say the same in nearly the same words.

Words alone mislead in lists of proposals, where a single word makes the difference ("a fund for education", "a fund
for housing"). So three things are asked: most words are shared; what turns a sentence round (numbers, negations,
"less", "against") is the same; and a word that is replaced is replaced by another spelling or form of itself or by a
small word ("must" for "should"), with at most one word in ten added.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

LEAST_SHARED = 0.8
"""Distinct words in common, over all distinct words of both (Jaccard 1901).

Below it other statements come in: of ten words one may be replaced, or two left out. Above it the damage that formats
do (notes in the text, hyphens, a missing heading) already parts a passage from itself.
"""

Marks = tuple[str, ...]
"""Words and numbers that must be the same, sorted."""

_WORD = re.compile(r"\w+")
_SUPERSCRIPT = re.compile("[\u00b2\u00b3\u00b9\u2070-\u2079]+")
"""Numbers of notes, which some formats keep and others lose."""

_HYPHEN = re.compile("(?<=[^\\W\\d_])[-\u00ad\u2010\u2011](?=[^\\W\\d_])")

_TURNING_WORDS = """
    not no never without nor cannot t none nobody nothing except unless less fewer more against before after
    non ne n pas jamais sans aucun aucune rien personne sauf moins plus contre avant après
    sin nunca jamás ni ninguna ningún ninguno nada nadie salvo excepto menos más contra antes después
    não sem nem nenhum nenhuma ninguém exceto mais depois
"""
_SMALL_WORDS = """
    the a an this these that those its their our his her and also must should shall ought need needs to has have be do
    le la les l un une des ce cet cette ces son sa ses leur leurs notre nos et aussi doit doivent devrait devraient
    faut el los las lo una unos unas este esta estos estas su sus nuestro nuestra nuestros nuestras y e también debe
    deben debería deberían hay que tiene tienen o os as um uma uns umas seu sua seus suas nosso nossa nossos nossas
    também deve devem deveria deveriam
"""
_TURNING = frozenset(_TURNING_WORDS.split())
_SMALL = frozenset(_SMALL_WORDS.split())
_SHORTEST_TYPO = 6
_ENDINGS = ("", "s", "es")
_SHORT = 2
_WORDS_FOR_ONE_MORE = 10


def words_of(quote: str) -> tuple[list[str], Marks]:
    """Return the words of a passage in order, in small letters and without signs, and those that turn its sense."""
    plain = unicodedata.normalize("NFKC", _SUPERSCRIPT.sub("", quote)).casefold()
    words = _WORD.findall(_HYPHEN.sub("", plain))
    return words, tuple(sorted(w for w in words if w in _TURNING or (not w.isalpha() and any(map(str.isdigit, w)))))


def same_but_for_small_words(a: list[str], b: list[str]) -> bool:
    """Tell whether no word that matters was replaced by another one, and hardly any added, whichever comes first.

    What stands before the first common word is free: the number or the lead of a list's item.
    """
    first, second = sorted((a, b))
    added = 0
    for operation, i, k, m, n in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if operation == "replace" and not _is_same(first[i:k], second[m:n]):
            return False
        if operation in ("insert", "delete") and i + m > 0:
            added += sum(len(word) > _SHORT and word not in _SMALL for word in (*first[i:k], *second[m:n]))
    return added <= max(1, max(len(a), len(b)) // _WORDS_FOR_ONE_MORE)


def _is_same(a: list[str], b: list[str]) -> bool:
    if "".join(a) == "".join(b):
        return True  # written as one word or as two
    left, right = ([w for w in words if w not in _SMALL] for words in (a, b))
    return len(left) == len(right) and all(_is_form(v, w) for v, w in zip(left, right, strict=True))


def _is_form(a: str, b: str) -> bool:
    """Tell whether two words are one: but for accents, a plural, or one letter inside a longer word."""
    a, b = _bare(a), _bare(b)
    short, long = sorted((a, b), key=len)
    if any(short + ending == long for ending in _ENDINGS):
        return True
    if len(long) < _SHORTEST_TYPO or len(long) - len(short) > 1 or a[0] != b[0] or a[-1] != b[-1]:
        return False
    start = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
