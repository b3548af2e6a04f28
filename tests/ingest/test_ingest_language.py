from __future__ import annotations

from wsse_vision.ingest.canonical import canonical
from wsse_vision.ingest.language import assign
from wsse_vision.ingest.raw import RawBlock

EN = "We believe that a solidarity economy puts people before profit and cares for the places they live in."
FR = "Nous croyons qu’une économie solidaire place les personnes avant le profit et prend soin des lieux."
ES = "Creemos que una economía solidaria pone a las personas antes que las ganancias y cuida los territorios."
PT = "Acreditamos que uma economia solidária coloca as pessoas antes do lucro e cuida dos territórios."
DE = "Wir glauben, dass eine solidarische Wirtschaft die Menschen vor den Gewinn stellt und für Orte sorgt."


def languages(*raw: RawBlock | str, given: str | None = None, stated: str | None = None) -> tuple[str, list[str]]:
    text, blocks = canonical([RawBlock("paragraph", one) if isinstance(one, str) else one for one in raw])
    document = assign(text, blocks, given=given, stated=stated)
    return document, [block.language for block in blocks]


def test_paragraphs_speak_for_themselves() -> None:
    assert languages(EN, FR, ES, PT, EN) == ("en", ["en", "fr", "es", "pt", "en"])


def test_other_languages_and_scripts_are_undetermined() -> None:
    assert languages(EN, EN, DE, "Солидарная экономика", "雨蒼:") == ("en", ["en", "en", "und", "und", "und"])


def test_short_blocks_inherit() -> None:
    assert languages(FR, "Oui.", "1999") == ("fr", ["fr", "fr", "fr"])
    heading = RawBlock("heading", "Resumen", level=1)
    assert languages(EN, EN, EN, heading, ES, "Sí.")[1] == ["en", "en", "en", "es", "es", "es"]


def test_a_given_language_stands_and_a_stated_one_must_fit() -> None:
    assert languages("Non.", given="fr")[0] == "fr"
    assert languages(EN, EN, EN, given="pt-BR")[0] == "pt"
    assert languages(EN, EN, EN, stated="pt")[0] == "en"
    assert languages("Commons", stated="en")[0] == "en"


def test_short_texts_are_told_from_the_whole() -> None:
    short = ["The first one here.", "And then the second.", "This is the end of it."]
    assert languages(*short) == ("en", ["en", "en", "en"])


def test_nothing_to_tell() -> None:
    assert languages("1 2 3") == ("und", ["und"])
    assert assign("", []) == "und"
