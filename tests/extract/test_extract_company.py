"""An unclear sentence is read in the light of the clear ones around it."""

from __future__ import annotations

from wsse_vision.extract.company import LEAST, WEIGHT, Company
from wsse_vision.extract.kinds import Verdict


def decided(kind: str) -> Verdict:
    return Verdict(kind, 0.7)


def test_a_section_of_one_kind_leans_to_it() -> None:
    company = Company()
    for _ in range(4):
        company.add(["Part"], decided("critique"))
    company.add(["Part"], None)
    assert company.of(["Part"], None) == {"critique": WEIGHT}


def test_a_sentence_is_no_company_for_itself() -> None:
    company = Company()
    company.add(["Part"], decided("value"))
    for _ in range(LEAST):
        company.add(["Part"], None)
    assert company.of(["Part"], decided("value")) == {}


def test_few_sentences_say_nothing_about_a_section() -> None:
    company = Company()
    for _ in range(LEAST):
        company.add(["Part"], decided("value"))
    assert company.of(["Part"], decided("value")) == {}


def test_other_sections_do_not_count() -> None:
    company = Company()
    for _ in range(6):
        company.add(["Part"], decided("practice"))
    assert company.of(["Other"], None) == {}
