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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Food sovereignty: the power to choose how food is grown."),
        ("en", "A neighbourhood is whoever can hear the same quarrel."),
        ("fr", "Les heures dues sont celles que personne ne paie."),
        ("fr", "Une finance est solidaire lorsque le risque est commun."),
        ("es", "Apropiarse es poder decir sin mentir: esto lo puedo usar."),
        ("pt", "Economia solidária, para mim, é que ninguém caia sozinho."),
        ("de", "Arbeit ist, was fehlt."),
    ],
)
def test_the_form_of_a_definition_is_known_whatever_it_defines(
    defined: DefinedThemes, language: str, text: str
) -> None:
    assert defined.is_form(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Its weakness too is known: almost every such chain buys its diesel from the other side."),
        ("en", "Design is where we fight: the young ones want what the catalogue wants."),
        ("en", "Almost every chain still buys its lorries from the economy it means to replace."),
        ("en", "On two points we differ from friends in other workshops."),
        ("fr", "Certaines choses doivent être gouvernées par le droit."),
    ],
)
def test_a_statement_before_a_colon_is_no_definition(defined: DefinedThemes, language: str, text: str) -> None:
    assert not defined.is_form(text, language)


_DEBT = """
themes:
  - {id: debt, label: {en: Debt}, terms: {en: [debt, loan]}}
kinds:
  - {id: definition, label: {en: Definition}}
"""


def test_definitions_that_name_the_theme_come_before_those_of_a_term(folder: Folder) -> None:
    folder.write("sources/codebook.yaml", _DEBT)
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


def test_where_several_definitions_name_the_theme_those_of_its_terms_are_left_out(folder: Folder) -> None:
    folder.write("sources/codebook.yaml", _DEBT)
    folder.document(
        "a",
        "notebook",
        Passage("A loan is a promise that has been written down by two.", "definition", ["debt"], score=0.9),
        Passage("Debt is the time that one owes to another, whatever is said.", "definition", ["debt"], score=0.7),
        Passage("Debt is the shadow that a bridge throws on the next children.", "definition", ["debt"], score=0.8),
    )
    found = folder.join().quotes(theme="debt", kinds=["definition"], defining=True)
    assert [quote.text.split()[3] for quote in found.shown] == ["shadow", "time"]
    assert found.total == 2


def test_under_a_theme_what_defines_something_else_comes_last(folder: Folder) -> None:
    folder.write("sources/codebook.yaml", _DEBT)
    folder.document(
        "a",
        "notebook",
        Passage("A house is what debt takes away from those who built it.", "definition", ["debt"], score=0.9),
        Passage("Debt is the time that one owes to another, whatever is said.", "definition", ["debt"], score=0.7),
    )
    found = folder.join().quotes(theme="debt")
    assert [quote.text.split()[0] for quote in found.shown] == ["Debt", "A"]
