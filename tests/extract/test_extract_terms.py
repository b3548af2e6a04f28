"""Terms found in rows of words."""

from __future__ import annotations

import pytest

from wsse_vision.extract.patterns import Compiler
from wsse_vision.extract.terms import Hit, TermIndex, outermost
from wsse_vision.extract.words import Vocabulary
from wsse_vision.sources.codebook import Term


def found(term: Term, sentence: str, language: str = "en") -> bool:
    index = TermIndex([(7, term)], language, Compiler(language, {}))
    forms = Vocabulary(language).forms(sentence)
    for form in forms:
        index.prepare(form)
    return any(hit.code == 7 for hit in index.hits(forms))


@pytest.mark.parametrize(
    ("term", "sentence", "language", "wanted"),
    [
        (Term(term="savings group"), "Savings groups lend.", "en", True),
        (Term(term="savings group"), "savings, group", "en", False),
        (Term(term="savings group", gap=2), "a savings and loan group", "en", True),
        (Term(term="savings group", gap=2), "savings. A group", "en", False),
        (Term(term="cooperation", match="exact"), "The cooperatives met.", "en", False),
        (Term(term="cooperation"), "The cooperatives met.", "en", True),
        (Term(term="économie solidaire"), "LES ECONOMIES SOLIDAIRES", "fr", True),
        (Term(term="économie", match="exact"), "L’ECONOMIE", "fr", True),
        (Term(term="trade", unless=["trade ~union"]), "The trade unions met.", "en", False),
        (Term(term="trade", unless=["trade ~union"]), "Trade went on.", "en", True),
        (Term(term="monedas sociales"), "la moneda social", "es", True),
        (Term(term="autogestão"), "a AUTOGESTÃO", "pt", True),
    ],
)
def test_terms(term: Term, sentence: str, language: str, wanted: bool) -> None:
    assert found(term, sentence, language) is wanted


def test_lemma() -> None:
    pytest.importorskip("simplemma")
    assert found(Term(term="woman", match="lemma"), "Two women spoke.")
    assert not found(Term(term="woman"), "Two men spoke.")


def test_a_word_inside_a_longer_term_does_not_count() -> None:
    hits = [
        Hit(0, 1, 0, "fair", 1),
        Hit(0, 2, 1, "fair trade", 1),
        Hit(1, 2, 2, "trade", 1),
        Hit(4, 5, 3, "price", 1),
    ]
    assert [hit.term for hit in outermost(hits)] == ["fair trade", "price"]
