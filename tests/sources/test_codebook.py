"""Codebooks: what is accepted, and how mistakes are told."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from wsse_vision.home import HOME
from wsse_vision.model import KINDS, LANGUAGES, HandwrittenError, SourceKind
from wsse_vision.sources.codebook import Genre, Kind, read_codebook

THEMES = [
    "development", "self_management", "labour_emancipation", "empowerment", "democracy", "society_and_state",
    "sustainability", "peoples_governance", "collaborative_networks", "productive_chains",
    "cooperation_vs_competition", "economic_efficiency", "gender_economy", "social_money", "fair_trade",
    "ethical_consumption", "solidarity_finance", "debt", "taxation_and_welfare", "work",
    "food_and_agriculture", "education",
]  # fmt: skip

KIND = "kinds:\n  - id: value\n    label: {en: V}\n    cues:\n      en:\n        - weight: 1\n"

START = "themes:\n  - id: work\n    label: {en: Work}\n    terms: {en: [work]}\n"


def mistakes(tmp_path: Path, content: str) -> list[str]:
    path = tmp_path / "codebook.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(HandwrittenError) as caught:
        read_codebook(path)
    return caught.value.mistakes


def test_the_shipped_codebook_is_complete() -> None:
    codebook = read_codebook(HOME / "sources" / "codebook.yaml")
    assert [theme.id for theme in codebook.themes] == THEMES
    assert tuple(kind.id for kind in codebook.kinds) == KINDS
    for theme in codebook.themes:
        assert tuple(theme.scope) == LANGUAGES, theme.id
        assert set(theme.label) == set(theme.terms) == set(LANGUAGES)
        assert all(len(theme.terms_in(language)) >= 8 for language in LANGUAGES)
    for kind in codebook.kinds:
        assert set(kind.label) == set(kind.cues) == set(LANGUAGES)


def test_a_scope_is_given_by_language_and_plain_text_is_english(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(START + "    scope: Paid and unpaid work.\n", encoding="utf-8")
    assert read_codebook(path).themes[0].scope_in("fr") == ("en", "Paid and unpaid work.")
    path.write_text(START + "    scope: {fr: Le travail., es: El trabajo.}\n", encoding="utf-8")
    theme = read_codebook(path).themes[0]
    assert theme.scope_in("es") == ("es", "El trabajo.")
    assert theme.scope_in("pt") == ("fr", "Le travail."), "without English, what there is"
    path.write_text(START, encoding="utf-8")
    assert read_codebook(path).themes[0].scope_in("en") == ("", "")


def test_a_scope_in_an_unknown_language_is_a_mistake(tmp_path: Path) -> None:
    [told] = mistakes(tmp_path, START + "    scope: {xx: Work.}\n")
    assert "scope" in told


def test_names_agree_with_the_model() -> None:
    assert get_args(Kind) == KINDS
    assert get_args(Genre) == get_args(SourceKind)


def test_a_small_codebook_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(START, encoding="utf-8")
    codebook = read_codebook(path)
    assert codebook.theme_ids() == {"work"}
    assert codebook.themes[0].terms["en"][0].match == "stem"


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (START + START.removeprefix("themes:\n"), 5, "'work' is there twice"),
        (START.replace("[work]", "[]"), 4, "at least 1 item"),
        (START.replace("{en: [work]}", "{xx: [work]}"), 4, "'xx' is not allowed"),
        (START.replace("[work]", "[{term: work, gap: 99}]"), 4, "less than or equal to 8"),
        (START.replace("[work]", "[{term: work, macth: stem}]"), 4, "did you mean 'match'?"),
        (START.replace("[work]", '[{term: work, unless: ["a ..."]}]'), 4, "no gap at its end"),
        (START + "kinds:\n  - id: opinion\n    label: {en: Opinion}\n", 6, "'opinion' is not allowed"),
        (
            START + KIND + "          cues: ['<x> y']\n",
            11,
            "no list 'x'",
        ),
        (
            START + KIND + "          where: [moon]\n          cues: [a]\n",
            11,
            "unknown place 'moon'",
        ),
        (START + "lists:\n  en:\n    x: [two words]\n", 7, "'two words'"),
        ("themes: []\n", 1, "at least 1 item"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, content: str, line: int, what: str) -> None:
    told = mistakes(tmp_path, content)
    assert told[0].startswith(f"codebook.yaml:{line}: ")
    assert what in told[0]
