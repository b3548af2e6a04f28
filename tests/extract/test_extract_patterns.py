"""The cue language."""

from __future__ import annotations

import pytest

from wsse_vision.extract.patterns import Compiler
from wsse_vision.extract.words import Vocabulary
from wsse_vision.sources.cuelanguage import PatternError

LISTS = {"modal": ["should", "must", "~need"], "lead": ["but", "and"]}
COMPILER = Compiler("en", LISTS)
VOCABULARY = Vocabulary("en")


def occurs(pattern: str, sentence: str) -> bool:
    forms = VOCABULARY.forms(sentence)
    return any(p.occurs(forms, COMPILER.list("lead")) for p in COMPILER.compile(pattern))


@pytest.mark.parametrize(
    ("pattern", "sentence", "wanted"),
    [
        ("should", "Schools SHOULD teach it.", True),
        ("should", "Shoulders ache.", False),
        ("we ~recommend that", "We recommended that it ends.", True),
        ("<modal> be?", "Credit needs trust.", True),
        ("^ let us", "But let us begin.", True),
        ("^ let us", "They let us begin.", False),
        ("^ ...3 is a", "Social money is a promise.", True),
        ("^ ...3 is a", "Social money of the old kind is a promise.", False),
        ("not ... but", "not the price of bread but the chain", False),
        ("not ...4 but", "not the price of bread but the chain", True),
        ("not ...4 but", "not so. Yet but one", False),
        ("is the? right", "It is right.", True),
        ("is the? right", "It is the right.", True),
        ("*ing up", "They are growing up.", True),
        ("re*|un*", "They refuse.", True),
        ("# per|%", "They pay 14% less.", True),
        ("^ * : a", "Wealth: a garden.", True),
        ("? $", "Who pays?”", True),
        ("? $", "Who pays? We do.", False),
        ("self-management", "Self management works.", True),
        ("l'état", "L’État paie.", True),
    ],
)
def test_matching(pattern: str, sentence: str, wanted: bool) -> None:
    assert occurs(pattern, sentence) is wanted


def test_accents_count() -> None:
    compiler, vocabulary = Compiler("pt", {}), Vocabulary("pt")
    (pattern,) = compiler.compile("é uma")
    assert pattern.occurs(vocabulary.forms("Ela é uma rede."))
    assert not pattern.occurs(vocabulary.forms("Ele e uma rede."))


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^",
        "$",
        "a ...",
        "... a",
        "* a",
        "a? b?",
        "<nothing>",
        "a ...30 b",
        "a|",
        "~",
        "a-|b",
        "x? y? z? u? v? w",
        "§",
    ],
)
def test_mistakes_are_told(pattern: str) -> None:
    if pattern == "a? b?":
        with pytest.raises(PatternError, match="may not be missing"):
            COMPILER.compile(pattern)
        return
    with pytest.raises(PatternError):
        COMPILER.compile(pattern)
