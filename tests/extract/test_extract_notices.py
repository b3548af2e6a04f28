"""What stands in a document and is no text of its author: notices about the text, lists of reading."""

from __future__ import annotations

import pytest
from extract_documents import document

from wsse_vision.extract.units import Units
from wsse_vision.home import HOME
from wsse_vision.sources.codebook import read_codebook

UNITS = Units(read_codebook(HOME / "sources" / "codebook.yaml"))


def passages(markdown: str, language: str = "en") -> list[str]:
    made, text = document(markdown, language)
    return [text[unit.start : unit.end] for unit in UNITS.of(made, text)]


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("en", "Specimen text, written to show the method; it is not the report of the real assembly."),
        ("en", "Specimen interview, written to show the method; the speaker is invented."),
        ("fr", "Texte spécimen, écrit pour montrer la méthode ; ce n’est pas un document de l’assemblée réelle."),
        ("es", "Texto de muestra, escrito para enseñar el método; no es el documento de la asamblea real."),
        ("es", "*Entrevista de muestra, escrita para mostrar el método; la persona que habla es inventada.*"),
        ("pt", "Texto-espécime, escrito para mostrar o método; não é o caderno da oficina."),
        ("pt", "Texto de amostra, escrito para mostrar o método; não é um documento da oficina real."),
    ],
)
def test_a_notice_that_a_text_is_a_specimen_is_passed_over(language: str, notice: str) -> None:
    assert passages(f"# What was agreed\n\n{notice}\n", language) == []


def test_a_notice_in_another_language_than_the_text_is_passed_over_as_well() -> None:
    assert passages("# Carte\n\nSpecimen text, written to show the method; nothing more.\n", "fr") == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Specimen texts of our statutes were written to show every group how it may begin."),
        ("en", "A specimen text, written to show the way, helped the savings group to begin."),
        ("fr", "Un texte spécimen, écrit pour montrer la voie, a aidé la coopérative."),
        ("es", "El inspector se llevó dos frascos de muestra y un texto escrito."),
    ],
)
def test_a_sentence_that_speaks_of_specimens_is_read(language: str, sentence: str) -> None:
    assert passages(f"# Practice\n\n{sentence}\n", language) == [sentence]


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "Related reading"),
        ("en", "Titles to read alongside"),
        ("fr", "Pour en savoir plus"),
        ("es", "Lecturas vecinas"),
        ("pt", "Leituras"),
    ],
)
def test_a_list_of_related_reading_is_passed_over(language: str, heading: str) -> None:
    title = "Fiscal Policy: Taxes, Distribution of National Income, and Social Security, November 2001."
    assert passages(f"# {heading}\n\n{title}\n", language) == []


def test_a_chapter_about_reading_is_read() -> None:
    assert len(passages("# What reading together has changed\n\nEvery week we read the accounts aloud.\n")) == 1
