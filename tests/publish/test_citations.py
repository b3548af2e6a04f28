"""Titles in the list of references."""

from __future__ import annotations

from pathlib import Path

import pytest

from wsse_vision.join.records import Source
from wsse_vision.publish.citations import of_bibliography, of_sources
from wsse_vision.sources.bibliography import read_bibliography


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("Ambulance or foundation?", "Preparatory paper", "Ambulance or foundation? Preparatory paper"),
        ("¡Basta!", "Deuda externa", "¡Basta! Deuda externa"),
        ("The caring basket", "Proposals", "The caring basket: Proposals"),
        ("Who decides?", None, "Who decides?"),
    ],
)
def test_a_title_that_ends_in_a_sign_needs_no_colon_before_its_subtitle(
    title: str, subtitle: str | None, whole: str
) -> None:
    source = Source("a", "notebook", "used", "", title, "en", "final", None, None, None, "a", 1, {"subtitle": subtitle})
    [item] = of_sources([source])
    assert item["title"] == whole


def test_so_it_is_in_a_bibliography(tmp_path: Path) -> None:
    entries = tmp_path / "references.bib"
    entries.write_text(
        "@book{a, title={Who owes whom?}, subtitle={On debts}, year={2001}}\n"
        "@book{b, title={Debts}, subtitle={Who owes whom?}, year={2001}}\n",
        encoding="utf-8",
    )
    assert [item["title"] for item in of_bibliography(read_bibliography(entries), "references.bib")] == [
        "Who owes whom? On debts",
        "Debts: Who owes whom?",
    ]
