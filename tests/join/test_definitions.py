"""What a definition defines: the theme whose name stands where the defined word stands."""

from __future__ import annotations

import pytest

from made import Folder, Passage
from wsse_vision.join.definitions import DefinedThemes
from wsse_vision.sources.codebook import Codebook

CODEBOOK = {
    "themes": [
        {
            "id": "money",
            "label": {"en": "Social money", "fr": "Monnaie sociale", "es": "Moneda social", "pt": "Moeda social"},
            "terms": {"en": ["barter", {"term": "note", "weight": 0.5}], "es": ["trueque"]},
        },
        {
            "id": "work",
            "label": {"en": "Work", "fr": "Travail", "es": "Trabajo", "pt": "Trabalho"},
            "terms": {"en": ["labour"]},
        },
        {
            "id": "self",
            "label": {"en": "Self-management", "fr": "Autogestion", "es": "Autogestión", "pt": "Autogestão"},
            "terms": {"en": ["assembly"]},
        },
        {
            "id": "governance",
            "label": {"en": "Governance by the peoples"},
            "terms": {"en": ["governance"]},
        },
    ],
    "kinds": [{"id": "definition", "label": {"en": "Definition"}}],
}
ALL = ["money", "work", "self", "governance"]


@pytest.fixture(scope="module")
def defined() -> DefinedThemes:
    """The finder over four themes in four languages."""
    return DefinedThemes(Codebook.model_validate(CODEBOOK))


@pytest.mark.parametrize(
    ("language", "text", "themes"),
    [
        ("en", "Social money is a written promise among neighbours.", ["money"]),
        ("en", "Work, in this notebook, means any effort that somebody awaits.", ["work"]),
        ("en", "By work, taken alone, we understand an effort for others.", ["work"]),
        ("en", "We call work any effort without which somebody would go without.", ["work"]),
        ("en", "As for self-management, it is the power to dismiss the manager.", ["self"]),
        ("en", "For me self-management is a set of keys.", ["self"]),
        ("en", "Barter: what two hands exchange without a third.", ["money"]),
        ("en", "People’s governance is the capacity to draft a rule.", ["governance"]),
        ("en", "A minority has another definition of social money: any note that circulates.", ["money"]),
        ("fr", "Par travail, nous entendons tout effort organisé.", ["work"]),
        ("fr", "Quant à l’autogestion, elle ne désigne pas l’absence de chef.", ["self"]),
        ("fr", "Nous appelons travail toute activité utile.", ["work"]),
        ("fr", "La monnaie sociale n’est pas un jeu.", ["money"]),
        ("es", "Entendemos por moneda social un acuerdo escrito.", ["money"]),
        ("es", "Otros prefieren otra definición: moneda social es todo medio de pago.", ["money"]),
        ("es", "Ésa es la definición de autogestión: poder irse.", ["self"]),
        ("pt", "Chamamos trabalho a toda atividade que mantém a vida.", ["work"]),
        ("pt", "Para mim, moeda social não é o contrário do dinheiro.", ["money"]),
    ],
)
def test_the_theme_is_named_where_the_defined_word_stands(
    defined: DefinedThemes, language: str, text: str, themes: list[str]
) -> None:
    assert [theme for theme, _place in defined.find(text, language, ALL)] == themes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The economy of solidarity is the set of activities in which work decides."),
        ("en", "A turn is what a debt becomes where there is social money."),
        ("en", "Its social money, a note of one hour, is accepted for school fees."),
        ("en", "Work belongs inside the school: an hour of drawing has done more."),
        ("en", "Others hold that a principle is at work already."),
        ("fr", "La richesse est ce dont le travail a besoin."),
        ("es", "Tampoco creemos que la moneda social sirva de salida."),
        ("pt", "Proteger é uma forma de trabalho."),
        ("und", "Social money is a promise."),
    ],
)
def test_a_neighbour_that_is_only_mentioned_is_not_defined(defined: DefinedThemes, language: str, text: str) -> None:
    assert defined.find(text, language, ALL) == []


def test_a_term_counts_only_for_themes_that_the_passage_was_coded_with(defined: DefinedThemes) -> None:
    text = "Barter is an exchange without coins."
    assert defined.find(text, "en", ["money"]) == [("money", 1)]
    assert defined.find(text, "en", ["work"]) == []
    assert defined.find("Work is an effort.", "en", []) == [("work", 0)], "a name needs no coding"


def test_a_weak_term_names_nothing(defined: DefinedThemes) -> None:
    assert defined.find("A note is a piece of paper.", "en", ["money"]) == []


def test_definitions_that_name_the_theme_come_before_those_of_a_term(folder: Folder) -> None:
    folder.write(
        "sources/codebook.yaml",
        """
        themes:
          - {id: debt, label: {en: Debt}, terms: {en: [debt, loan]}}
        kinds:
          - {id: definition, label: {en: Definition}}
        """,
    )
    folder.document(
        "a",
        "notebook",
        Passage("A loan is a promise that has been written down by two.", "definition", ["debt"], score=0.9),
        Passage(
            "Debt is the time that one owes to another, whatever is said of it.", "definition", ["debt"], score=0.3
        ),
        Passage("A house is what debt takes away from those who built it.", "definition", ["debt"], score=0.9),
    )
    found = folder.join().quotes(theme="debt", kinds=["definition"], defining=True)
    assert [quote.text.split()[0] for quote in found.shown] == ["Debt", "A"]
    assert found.total == 2
